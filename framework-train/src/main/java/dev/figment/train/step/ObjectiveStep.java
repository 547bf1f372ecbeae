package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.optim.Optimizer;
import dev.figment.train.precision.LossScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One update of a set at work, and how far it is. One thread at a time. */
final class ObjectiveStep implements AutoCloseable {
    private final Workplace place;
    private final StepOptions options;
    private final @Nullable Graph graph;
    private @Nullable Program whole;
    private @Nullable SplitStep split;
    private @Nullable LoopedStep looped;
    private long step;
    private long updates;
    private boolean skipped;
    private LossScale lossScale = LossScale.INITIAL;

    ObjectiveStep(Workplace place, Forward forward) {
        this.place = place;
        this.options = place.update().options();
        if (options.accumulate() == 1) {
            this.graph = place.written(StepGraph.whole(forward, place.update(), place.layout()));
        } else {
            this.graph = null;
            this.split = new SplitStep(place, forward);
        }
    }

    /** One step: the loss and the metrics before the update, in the objective's order. */
    Map<String, Double> run(Map<String, Tensor> batch, double learningRate) {
        if (graph == null) {
            return runInParts(batch, learningRate);
        }
        if (whole == null) {
            whole = place.compile(graph, "training step", List.of());
        }
        long first = firstSample();
        Map<String, Tensor> others = new HashMap<>(batch);
        others.putAll(place.noise().at(first));
        place.noise().prepare(first + place.update().batchSize());
        prepare(learningRate);
        whole.run(others);
        Map<String, Double> metrics = place.metrics();
        if (finish(metrics)) {
            place.states().forEach(Bank::swap);
        }
        return metrics;
    }

    private Map<String, Double> runInParts(Map<String, Tensor> batch, double learningRate) {
        List<Map<String, Tensor>> before =
                place.states().stream().map(SplitStep::copy).toList();
        setLossScale();
        Gradients gradients = split().accumulate(batch, firstSample());
        setScalars(learningRate);
        split().apply(gradients.flat());
        if (!finish(gradients.metrics())) {
            split().restore(before);
        }
        return gradients.metrics();
    }

    /**
     * Several steps in one run.
     *
     * @return the metrics of each; empty where one is to be skipped, and nothing has changed
     * @throws IllegalStateException if the options want what a loop cannot do
     */
    List<Map<String, Double>> runAll(List<Map<String, Tensor>> batches, List<Double> learningRates) {
        if (batches.isEmpty() || batches.size() != learningRates.size()) {
            throw new IllegalArgumentException(
                    batches.size() + " batches and " + learningRates.size() + " learning rates are no steps");
        }
        if (options.accumulate() > 1) {
            throw new IllegalStateException("the batches of steps in a loop are not cut into parts");
        }
        if (looped == null) {
            looped = new LoopedStep(place);
        }
        int count = batches.size();
        Map<String, Tensor> values =
                looped.run(batches, scalars(learningRates), place.noise().stacked(firstSample(), count));
        List<Map<String, Double>> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Double> ofStep = new LinkedHashMap<>();
            for (String metric : place.metricNames()) {
                ofStep.put(metric, at(values, metric, i));
            }
            if (options.needsNorm() && !isFinite(ofStep, OptionalDouble.of(at(values, StepGraph.NORM, i)))) {
                return List.of();
            }
            metrics.add(ofStep);
        }
        place.weights().swap();
        place.states().forEach(Bank::swap);
        if (values.containsKey(StepGraph.NORM)) {
            place.setNorm((float) at(values, StepGraph.NORM, count - 1));
        }
        metrics.forEach(this::count);
        return metrics;
    }

    private static double at(Map<String, Tensor> values, String name, int step) {
        return requireNonNull(values.get(name), name).floats().get(step);
    }

    /** What changes with every update, for several of them that are all finite. */
    private List<Map<String, Tensor>> scalars(List<Double> learningRates) {
        List<Map<String, Tensor>> scalars = new ArrayList<>();
        LossScale scale = lossScale;
        for (int i = 0; i < learningRates.size(); i++) {
            Map<String, Tensor> ofStep = new HashMap<>();
            scalars(updates + 1 + i, learningRates.get(i))
                    .forEach((name, value) -> ofStep.put(name, Tensor.scalar(value.floatValue())));
            if (options.isMixed()) {
                ofStep.put(StepGraph.LOSS_SCALE, Tensor.scalar(scale.value()));
                scale = scale.after(true);
            }
            scalars.add(ofStep);
        }
        return scalars;
    }

    /** Sets the inputs of the next step that come neither with the batch nor from memory. */
    void prepare(double learningRate) {
        setLossScale();
        setScalars(learningRate);
    }

    /** Counts a step that a graph has computed, and left where it had to be; gives its metrics. */
    Map<String, Double> finishWithin() {
        Map<String, Double> metrics = place.metrics();
        count(metrics);
        return metrics;
    }

    /** The first half of a step; as {@link SplitStep#accumulate}. */
    Gradients gradients(Map<String, Tensor> batch, long firstSample) {
        setLossScale();
        return split().accumulate(batch, firstSample);
    }

    /** The second half of a step. */
    void apply(Tensor gradient, double learningRate) {
        setScalars(learningRate);
        split().apply(gradient);
        finish(Map.of());
    }

    private SplitStep split() {
        if (split == null) {
            split = new SplitStep(place, place.forward());
        }
        return split;
    }

    Workplace place() {
        return place;
    }

    Update update() {
        return place.update();
    }

    long firstSample() {
        return step * place.update().batchSize();
    }

    private void setLossScale() {
        place.set(StepGraph.LOSS_SCALE, lossScale.value());
    }

    LossScale lossScale() {
        return lossScale;
    }

    /** Whether the scale changes from step to step, and so is part of the state. */
    boolean isScaled() {
        return options.isMixed();
    }

    private void setScalars(double learningRate) {
        scalars(updates + 1, learningRate).forEach(place::set);
    }

    /** The inputs that change with every update, which counts from 1. */
    private Map<String, Double> scalars(long number, double learningRate) {
        Map<String, Double> values = new HashMap<>();
        Optimizer optimizer = place.update().optimizer();
        Map<String, Float> ofOptimizer = optimizer.scalars(number, learningRate);
        optimizer.scalars().forEach(name -> values.put(name, (double) requireNonNull(ofOptimizer.get(name))));
        options.average().ifPresent(ema -> values.put(StepGraph.AVERAGE_RATE, 1 - ema.decayAt(number)));
        return values;
    }

    /** Keeps what a step computed, or leaves it; whether it kept it. */
    private boolean finish(Map<String, Double> metrics) {
        count(metrics);
        if (!skipped) {
            place.weights().swap();
        }
        return !skipped;
    }

    /** Counts a step, and finds out whether it is skipped. */
    private void count(Map<String, Double> metrics) {
        boolean finite = isFinite(metrics, gradientNorm());
        skipped = options.needsNorm() && !finite;
        if (options.isMixed()) {
            lossScale = lossScale.after(finite);
        }
        step++;
        if (!skipped) {
            updates++;
        }
    }

    private static boolean isFinite(Map<String, Double> metrics, OptionalDouble norm) {
        Double loss = metrics.get(Objective.Loss.NAME);
        return (loss == null || Double.isFinite(loss)) && (norm.isEmpty() || Double.isFinite(norm.getAsDouble()));
    }

    OptionalDouble gradientNorm() {
        boolean computed = options.needsNorm() || place.update().optimizer().clipNorm() > 0;
        return computed ? OptionalDouble.of(place.result(StepGraph.NORM)) : OptionalDouble.empty();
    }

    boolean isSkipped() {
        return skipped;
    }

    long step() {
        return step;
    }

    long updates() {
        return updates;
    }

    void continueAt(long newStep, long newUpdates, LossScale newScale) {
        lossScale = newScale;
        step = newStep;
        updates = newUpdates;
        skipped = false;
    }

    /** Of what the last step computed, whether it was kept or not. */
    Optional<String> firstNotFinite() {
        Map<String, Tensor> computed =
                skipped ? place.weights().other() : place.weights().current();
        return place.layout().slices().stream()
                .map(Segment.Slice::path)
                .filter(path -> !Bank.isFinite(requireNonNull(computed.get(path))))
                .findFirst();
    }

    @Override
    public void close() {
        place.close();
    }
}
