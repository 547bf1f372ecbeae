package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.train.nn.NoiseInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The noise of updates that run together: what several of them see is made once. */
final class JointNoise implements AutoCloseable {
    private final List<Shared> all;

    /** The noise of one name, and the updates that see it. */
    private record Shared(Update update, NoiseTensors tensors, List<ObjectiveStep> steps) {
        /** The number of the step, which is that of all of its updates. */
        long step() {
            long step = steps.get(0).step();
            if (steps.stream().anyMatch(other -> other.step() != step)) {
                throw new IllegalStateException("the updates "
                        + steps.stream().map(other -> other.update().name()).toList()
                        + " see the same noise and have done "
                        + steps.stream().map(ObjectiveStep::step).toList() + " steps; run them one after the other");
            }
            return step;
        }
    }

    private JointNoise(List<Shared> all) {
        this.all = all;
    }

    static JointNoise of(List<ObjectiveStep> steps) {
        Map<String, List<ObjectiveStep>> byName = new LinkedHashMap<>();
        steps.stream()
                .filter(step -> !step.place().noiseInputs().isEmpty())
                .forEach(step -> byName.computeIfAbsent(step.update().noise(), name -> new ArrayList<>())
                        .add(step));
        List<Shared> all = new ArrayList<>();
        byName.values().forEach(sharing -> {
            Map<String, NoiseInput> inputs = new LinkedHashMap<>();
            sharing.forEach(
                    step -> step.place().noiseInputs().forEach(input -> inputs.putIfAbsent(input.path(), input)));
            Workplace first = sharing.get(0).place();
            // Whatever the batches' sizes are, a step takes as many numbers as an input has.
            NoiseTensors tensors = new NoiseTensors(List.copyOf(inputs.values()), 1, first.noiseSeed());
            all.add(new Shared(first.update(), tensors, sharing));
        });
        return new JointNoise(all);
    }

    /**
     * That of the next step, by input of a {@link JointGraph}.
     *
     * @throws IllegalStateException if updates that see the same noise are not equally far
     */
    Map<String, Tensor> next() {
        Map<String, Tensor> inputs = new HashMap<>();
        for (Shared shared : all) {
            long step = shared.step();
            shared.tensors
                    .at(step)
                    .forEach((path, tensor) ->
                            inputs.put(JointGraph.noise(shared.update, path), requireNonNull(tensor)));
            shared.tensors.prepare(step + 1);
        }
        return inputs;
    }

    @Override
    public void close() {
        all.forEach(shared -> shared.tensors.close());
    }
}
