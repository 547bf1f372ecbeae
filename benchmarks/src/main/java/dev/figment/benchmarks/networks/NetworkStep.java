package dev.figment.benchmarks.networks;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.train.step.Objective;
import dev.figment.train.step.StepOptions;
import dev.figment.train.step.StepSet;
import dev.figment.train.step.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figment's training step of a family: the updates of all goals, in order, which share what they need alike. */
public final class NetworkStep implements AutoCloseable {
    private final StepSet steps;
    private final List<Goal> goals;

    private NetworkStep(StepSet steps, List<Goal> goals) {
        this.steps = steps;
        this.goals = goals;
    }

    public static NetworkStep compile(Models models, Family family, Seed seed) {
        List<Update> updates = family.updates(StepOptions.DEFAULT);
        return new NetworkStep(StepSet.compile(models, family.name(), updates, seed), family.goals());
    }

    /** One step; gives each goal's loss before its update. */
    public Map<String, Double> run(Map<String, Tensor> batch) {
        List<Map<String, Double>> metrics = steps.runTogether(
                goals.stream().map(Goal::loss).toList(),
                batch,
                goals.stream().map(goal -> goal.optimizer().learningRate()).toList());
        Map<String, Double> losses = new LinkedHashMap<>();
        for (int i = 0; i < goals.size(); i++) {
            losses.put(goals.get(i).loss(), metrics.get(i).get(Objective.Loss.NAME));
        }
        return losses;
    }

    /** The weights now, by path. */
    public Map<String, Tensor> parameters() {
        return steps.parameters();
    }

    @Override
    public void close() {
        steps.close();
    }
}
