package dev.figment.benchmarks.networks;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.StepOptions;
import dev.figment.train.step.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network, or some that train one another.
 *
 * @param name one of the six families', for the command line
 * @param shape what it measures, for people
 * @param scripts the same network in PyTorch
 * @param goals in the order of their updates
 */
public record Family(String name, String shape, List<String> scripts, List<Input> inputs, List<Goal> goals) {
    public Family {
        scripts = List.copyOf(scripts);
        inputs = List.copyOf(inputs);
        goals = List.copyOf(goals);
    }

    public List<InputSpec> specs() {
        return inputs.stream().map(Input::spec).toList();
    }

    /** The updates of all goals, which see the noise of the first one. */
    public List<Update> updates(StepOptions options) {
        String first = goals.get(0).loss();
        return goals.stream()
                .map(goal -> new Update(
                                goal.loss(),
                                specs(),
                                goal.objective(),
                                List.of(goal.network()),
                                goal.optimizer(),
                                options)
                        .withNoiseOf(first))
                .toList();
    }

    /** Random values for all inputs. */
    public Map<String, Tensor> batch(Seed seed) {
        Map<String, Tensor> batch = new LinkedHashMap<>();
        inputs.forEach(input -> batch.put(input.spec().name(), input.drawn(seed)));
        return batch;
    }
}
