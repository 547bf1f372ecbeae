package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.train.step.EvaluationStep;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training of one objective, by one {@link TrainingStep}, which an {@link EvaluationStep} of the averaged weights validates.
 * A subclass says what a batch gives the step, what is exported, and what shows how it does.
 *
 * @param <T> the medium that it trains on
 */
public abstract class StepTraining<T extends Batch> implements Training<T>, Guarded, Looped {
    private final TrainingStep step;
    private final EvaluationStep evaluation;

    /**
     * Compiles both.
     *
     * @param name what the network is called in messages
     * @param inputs what comes with each batch, of fixed shapes
     * @param open the same, of a named batch size
     */
    protected StepTraining(
            Models models,
            String name,
            List<InputSpec> inputs,
            List<InputSpec> open,
            Objective objective,
            Start<T> start) {
        this.step =
                TrainingStep.compile(models, name, inputs, objective, start.optimizer(), start.options(), start.seed());
        try {
            this.evaluation = EvaluationStep.compile(models, name, open, objective);
        } catch (RuntimeException | Error e) {
            step.close();
            throw e;
        }
    }

    /** Parameters and state now, by dotted path, with the average of each parameter of which one is kept. */
    protected final Map<String, Tensor> averaged() {
        return step.averaged();
    }

    @Override
    public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
        return step.run(prepared, learningRate);
    }

    @Override
    public List<Map<String, Double>> stepAll(List<Map<String, Tensor>> prepared, List<Double> learningRates) {
        return step.runAll(prepared, learningRates);
    }

    @Override
    public Map<String, Double> validate(Map<String, Tensor> prepared, Position at) {
        return evaluation.run(prepared, step.averaged());
    }

    @Override
    public boolean isSkipped() {
        return step.isSkipped();
    }

    @Override
    public Optional<String> firstNotFinite() {
        return step.firstNotFinite();
    }

    @Override
    public Map<String, Tensor> state() {
        return step.state();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        step.restore(state);
    }

    @Override
    public void close() {
        step.close();
        evaluation.close();
    }
}
