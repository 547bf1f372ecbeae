package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.ValueNumbering;
import dev.figment.train.nn.NoiseInput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Joins the graphs of several updates, one after the other: each takes parameters and state as those before it leave
 * them. All share the batch; scalars and metrics have the update's name in front.
 */
final class JointGraph {
    private static final String NOISE = "noise:";

    private final Graph graph;
    private final ValueNumbering copies;
    private final Map<String, Value> newest = new HashMap<>();
    private final Map<String, Value> nexts = new LinkedHashMap<>();
    private final Map<String, NoiseInput> noises = new HashMap<>();

    private JointGraph(String name) {
        this.graph = new Graph(name);
        this.copies = new ValueNumbering(graph);
    }

    /**
     * The graph.
     *
     * @throws IllegalArgumentException if two updates take different things by one name
     */
    static Graph of(String name, List<Workplace> places) {
        JointGraph joint = new JointGraph(name);
        places.forEach(joint::add);
        joint.nexts.forEach(joint.graph::output);
        return joint.graph;
    }

    /** What a scalar, a metric or the norm of an update is called. */
    static String own(Update update, String name) {
        return update.name() + ":" + name;
    }

    /** What a noise input of an update is called: the same for all updates that see the same noise. */
    static String noise(Update update, String path) {
        return NOISE + update.noise() + ":" + path;
    }

    private void add(Workplace place) {
        Update update = place.update();
        Forward forward = place.forward();
        Graph step = place.written(StepGraph.guarded(forward, update, place.layout()));
        Map<String, NoiseInput> noise =
                forward.scope().noises().stream().collect(Collectors.toMap(NoiseInput::path, input -> input));
        noise.values().forEach(input -> requireSame(update, input));
        Set<String> scalars = Set.copyOf(StepGraph.scalars(update));
        Map<String, Value> inputs = new HashMap<>();
        step.inputs().forEach((name, value) -> {
            String joint =
                    noise.containsKey(name) ? noise(update, name) : scalars.contains(name) ? own(update, name) : name;
            inputs.put(name, newest.containsKey(joint) ? requireNonNull(newest.get(joint)) : input(joint, value));
        });
        copies.copy(step, inputs).forEach((name, value) -> {
            String before = StepGraph.before(name);
            if (before.equals(name)) {
                graph.output(own(update, name), value);
            } else {
                newest.put(before, value);
                nexts.put(name, value);
            }
        });
        place.layout().segments().stream()
                .filter(segment -> !segment.isSingle())
                .forEach(this::cut);
    }

    private Value input(String name, Value like) {
        Value there = graph.inputs().get(name);
        if (there == null) {
            return graph.input(name, like.type(), like.shape());
        }
        if (there.type() != like.type() || !there.shape().equals(like.shape())) {
            throw new IllegalArgumentException(
                    "updates that run together take " + there + " and " + like + "; they share a batch");
        }
        return there;
    }

    private void requireSame(Update update, NoiseInput input) {
        NoiseInput other = noises.putIfAbsent(noise(update, input.path()), input);
        if (other != null
                && !(other.noise().equals(input.noise())
                        && other.value().shape().equals(input.value().shape()))) {
            throw new IllegalArgumentException("the update '" + update.name() + "' sees other noise at " + input.path()
                    + " than an update that it shares its noise with");
        }
    }

    /** The other updates see the parameters of a segment one by one. */
    private void cut(Segment segment) {
        Value vector = requireNonNull(newest.get(segment.name()));
        for (Segment.Slice slice : segment.slices()) {
            long from = slice.offset() - segment.offset();
            Value part = Layout.slice(vector, 0, from, from + slice.count());
            newest.put(slice.path(), Layout.reshape(part, slice.shape()));
        }
    }
}
