package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.optim.Clipping;
import dev.figment.train.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graphs of an update. What goes from step to step is an input, and an output whose name ends in
 * {@code .next}.
 */
final class StepGraph {
    /** The Euclidean norm of the gradient before it is clipped: an output. */
    static final String NORM = "gradient:norm";

    /** How much a part's gradient counts in the mean: an input. */
    static final String SHARE = "gradient:share";

    /** How fast the average of the weights follows them, 1 − decay: an input. */
    static final String AVERAGE_RATE = "average:rate";

    /** What the loss is multiplied with before it is differentiated, in mixed precision: an input. */
    static final String LOSS_SCALE = "loss:scale";

    static final String GRADIENT = "gradient.";
    static final String AVERAGE = "ema.";

    private static final String NEXT = ".next";

    private final Graph graph;
    private final Update update;
    private final FlatLayout layout;
    private final Map<String, Value> nexts = new LinkedHashMap<>();
    private @Nullable Value norm;

    private StepGraph(Graph graph, Update update, FlatLayout layout) {
        this.graph = graph;
        this.update = update;
        this.layout = layout;
    }

    /** The output that holds the new value of an input. */
    static String next(String input) {
        return input + NEXT;
    }

    /** The input whose new value an output holds; the output's own name where it is none of those. */
    static String before(String output) {
        return output.endsWith(NEXT) ? output.substring(0, output.length() - NEXT.length()) : output;
    }

    /** The name of a slot of a parameter or of a segment. */
    static String slot(String slot, String name) {
        return slot + "." + name;
    }

    /** Forward, backward and update in one. */
    static Graph whole(Forward forward, Update update, FlatLayout layout) {
        StepGraph step = new StepGraph(forward.graph(), update, layout);
        step.addUpdate(forward.gradients(layout, update.options().isMixed()));
        step.nexts.forEach(step.graph::output);
        forward.addOutputs();
        return forward.graph();
    }

    /** As {@link #whole}; where a step may be skipped, its graph does so itself. */
    static Graph guarded(Forward forward, Update update, FlatLayout layout) {
        if (!update.options().needsNorm()) {
            return whole(forward, update, layout);
        }
        StepGraph step = new StepGraph(forward.graph(), update, layout);
        step.addUpdate(forward.gradients(layout, update.options().isMixed()));
        step.nexts.putAll(forward.nextStates());
        Graph graph = step.graph;
        Value zero = graph.scalar(0);
        Value loss = Arithmetic.mul(forward.loss().value(), zero);
        // Zero times what is not finite is NaN, which equals nothing.
        Value finite = Comparisons.equal(Arithmetic.add(loss, Arithmetic.mul(requireNonNull(step.norm), zero)), zero);
        step.nexts.forEach((output, after) -> {
            Value before = requireNonNull(graph.inputs().get(before(output)));
            graph.output(output, Arithmetic.where(finite, after, before));
        });
        forward.loss().all().forEach(graph::output);
        return graph;
    }

    /** Forward and backward: adds the share of a part's gradient to what the parts before gave. */
    static Graph gradients(Forward forward, Update update, FlatLayout layout) {
        StepGraph step = new StepGraph(forward.graph(), update, layout);
        Value share = step.input(SHARE, Shape.SCALAR);
        forward.gradients(layout, update.options().isMixed()).forEach((segment, gradient) -> {
            String name = GRADIENT + segment.name();
            Value sum = Arithmetic.add(step.input(name, segment.shape()), Arithmetic.mul(gradient, share));
            step.graph.output(next(name), sum);
        });
        forward.addOutputs();
        return forward.graph();
    }

    /** The update alone, of gradients that are inputs. */
    static Graph apply(String name, Update update, FlatLayout layout) {
        StepGraph step = new StepGraph(new Graph(name), update, layout);
        Map<Segment, Value> gradients = new LinkedHashMap<>();
        layout.segments()
                .forEach(segment -> gradients.put(segment, step.input(GRADIENT + segment.name(), segment.shape())));
        step.addUpdate(gradients);
        step.nexts.forEach(step.graph::output);
        return step.graph;
    }

    private Value input(String name, Shape shape) {
        Value there = graph.inputs().get(name);
        return there != null ? there : graph.input(name, ElementType.FLOAT32, shape);
    }

    private void addUpdate(Map<Segment, Value> gradients) {
        double limit = update.optimizer().clipNorm();
        List<Value> used = new ArrayList<>(gradients.values());
        if (limit > 0 || update.options().needsNorm()) {
            Value length = Clipping.globalNorm(used);
            graph.output(NORM, length);
            norm = length;
            if (limit > 0) {
                used = Clipping.byGlobalNorm(used, length, limit);
            }
        }
        Map<String, Value> scalars = new LinkedHashMap<>();
        update.optimizer().scalars().forEach(name -> scalars.put(name, input(name, Shape.SCALAR)));
        int i = 0;
        for (Segment segment : gradients.keySet()) {
            addUpdate(segment, used.get(i++), scalars);
        }
    }

    private void addUpdate(Segment segment, Value gradient, Map<String, Value> scalars) {
        Value before = input(segment.name(), segment.shape());
        Map<String, Value> slots = new LinkedHashMap<>();
        for (String slot : update.optimizer().slots()) {
            slots.put(slot, input(slot(slot, segment.name()), segment.shape()));
        }
        Optimizer.Update after = segment.optimizer().update(before, gradient, slots, scalars);
        nexts.put(next(segment.name()), after.parameter());
        update.optimizer()
                .slots()
                .forEach(slot -> nexts.put(
                        next(slot(slot, segment.name())),
                        requireNonNull(after.slots().get(slot))));
        if (update.options().average().isPresent()) {
            String name = AVERAGE + segment.name();
            Value average = input(name, segment.shape());
            Value change =
                    Arithmetic.mul(Arithmetic.sub(after.parameter(), average), input(AVERAGE_RATE, Shape.SCALAR));
            nexts.put(next(name), Arithmetic.add(average, change));
        }
    }

    /** The inputs of rank 0 that change with every update. */
    static List<String> scalars(Update update) {
        List<String> names = new ArrayList<>(update.optimizer().scalars());
        names.add(SHARE);
        names.add(AVERAGE_RATE);
        names.add(LOSS_SCALE);
        return names;
    }
}
