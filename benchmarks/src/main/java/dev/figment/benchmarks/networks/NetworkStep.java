package dev.figment.benchmarks.networks;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.train.step.TrainingStep;
import java.util.Map;

/** Figment's training step of a family. */
public final class NetworkStep implements AutoCloseable {
    private final TrainingStep step;
    private final double rate;

    private NetworkStep(TrainingStep step, double rate) {
        this.step = step;
        this.rate = rate;
    }

    public static NetworkStep compile(Models models, Family family, Seed seed) {
        Goal goal = family.goals().get(0);
        return new NetworkStep(
                TrainingStep.compile(models, family.name(), family.specs(), goal.objective(), goal.optimizer(), seed),
                goal.optimizer().learningRate());
    }

    /** One step; gives the losses before it. */
    public Map<String, Double> run(Map<String, Tensor> batch) {
        return step.run(batch, rate);
    }

    /** The weights now, by path. */
    public Map<String, Tensor> parameters() {
        return step.parameters();
    }

    @Override
    public void close() {
        step.close();
    }
}
