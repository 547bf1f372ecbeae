package dev.figment.core.zoo.golden;

import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a model: what it was given, and what it gave.
 *
 * @param inputs by name
 * @param outputs by name; perhaps not all
 */
public record GoldenRun(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    public GoldenRun {
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /**
     * Runs a model.
     *
     * @throws dev.figment.api.error.FigmentException if these are not its inputs, or it cannot be run
     */
    public static GoldenRun of(Model model, Map<String, Tensor> inputs) {
        return new GoldenRun(inputs, model.run(inputs));
    }

    /**
     * Runs a model with the same inputs, and compares the outputs that there are here.
     *
     * @param absolute that much an element may differ
     * @param relative and that much more for each unit that it was from zero
     * @return by name of the output
     * @throws dev.figment.api.error.FigmentException as {@link #of}
     */
    public List<Deviation> replay(Model model, double absolute, double relative) {
        Map<String, Tensor> now = model.run(inputs);
        List<Deviation> deviations = new ArrayList<>();
        new TreeMap<>(outputs).forEach((name, was) -> {
            Tensor is = now.get(name);
            deviations.add(
                    is == null
                            ? new Deviation(name, Double.POSITIVE_INFINITY, "the model has no such output", false)
                            : Deviation.of(name, was, is, absolute, relative));
        });
        return deviations;
    }
}
