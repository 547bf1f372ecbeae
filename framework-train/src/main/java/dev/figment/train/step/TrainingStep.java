package dev.figment.train.step;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.train.optim.OptimizerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Forward pass, backward pass, clipping and update as one ONNX graph: a {@link StepSet} of one objective that trains all
 * parameters. Parameters, the optimizer's state, and state that is not trained live in two sets of direct buffers: a step
 * reads one and writes the other, and nothing passes through the Java heap. One thread at a time, apart from
 * {@link #close()}, which waits for a run.
 */
public final class TrainingStep implements AutoCloseable {
    private static final String ONLY = "";

    private final StepSet steps;

    private TrainingStep(StepSet steps) {
        this.steps = steps;
    }

    /** As {@link #compile(Models, String, List, Objective, OptimizerConfig, StepOptions, Seed)}, without options. */
    public static TrainingStep compile(
            Models models,
            String name,
            List<InputSpec> inputs,
            Objective objective,
            OptimizerConfig optimizer,
            Seed seed) {
        return compile(models, name, inputs, objective, optimizer, StepOptions.DEFAULT, seed);
    }

    /**
     * Compiles an objective.
     *
     * @param inputs what comes with each batch, of fixed shapes
     * @param seed of the initial parameters and state, and of the noise
     * @throws dev.figment.train.graph.ShapeException if a layer does not fit its input
     * @throws dev.figment.train.gradient.GradientException if the objective cannot be differentiated
     * @throws IllegalArgumentException if the batch cannot be cut into as many equal parts as the options want
     */
    public static TrainingStep compile(
            Models models,
            String name,
            List<InputSpec> inputs,
            Objective objective,
            OptimizerConfig optimizer,
            StepOptions options,
            Seed seed) {
        Update update = new Update(ONLY, inputs, objective, List.of(""), optimizer, options);
        return new TrainingStep(StepSet.compile(models, name, List.of(update), seed));
    }

    /** One step: the loss and the metrics before the update, in the objective's order. */
    public Map<String, Double> run(Map<String, Tensor> batch, double learningRate) {
        return steps.run(ONLY, batch, learningRate);
    }

    /** Several steps in one run: see {@link StepSet#runAll}. */
    public List<Map<String, Double>> runAll(List<Map<String, Tensor>> batches, List<Double> learningRates) {
        return steps.runAll(ONLY, batches, learningRates);
    }

    /** The first half of a step: see {@link StepSet#gradients(String, Map)}. */
    public Gradients gradients(Map<String, Tensor> batch) {
        return steps.gradients(ONLY, batch);
    }

    /** The first half of a step: see {@link StepSet#gradients(String, Map, long)}. */
    public Gradients gradients(Map<String, Tensor> batch, long firstSample) {
        return steps.gradients(ONLY, batch, firstSample);
    }

    /** The second half of a step: see {@link StepSet#apply}. */
    public void apply(Tensor flatGradient, double learningRate) {
        steps.apply(ONLY, flatGradient, learningRate);
    }

    /** Steps done since the beginning, with those that were skipped. */
    public long step() {
        return steps.steps(ONLY);
    }

    /** Whether the last step changed nothing, because its loss or its gradient was not finite. */
    public boolean isSkipped() {
        return steps.isSkipped(ONLY);
    }

    /** The gradient's Euclidean norm in the last step, where clipping or skipping needs it; else empty. */
    public OptionalDouble gradientNorm() {
        return steps.gradientNorm(ONLY);
    }

    /** The first parameter that is not finite: see {@link StepSet#firstNotFinite}. */
    public Optional<String> firstNotFinite() {
        return steps.firstNotFinite(ONLY);
    }

    /** The parameters now, by dotted path; the tensors are read-only and valid until the next step. */
    public Map<String, Tensor> parameters() {
        return steps.parameters();
    }

    /** Parameters and state now, by dotted path: what an evaluation and an export need. As {@link #parameters()}. */
    public Map<String, Tensor> weights() {
        return steps.weights();
    }

    /** As {@link #weights()}, with the average of each parameter of which one is kept. */
    public Map<String, Tensor> averaged() {
        return steps.averaged();
    }

    /** A copy of everything that the next step depends on. */
    public Map<String, Tensor> state() {
        return steps.state();
    }

    /**
     * Continues from a {@link #state()}.
     *
     * @throws IllegalArgumentException if it is of other networks or another optimizer; nothing has changed then
     */
    public void restore(Map<String, Tensor> state) {
        steps.restore(state);
    }

    @Override
    public void close() {
        steps.close();
    }
}
