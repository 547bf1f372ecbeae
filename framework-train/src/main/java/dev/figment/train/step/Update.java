package dev.figment.train.step;

import dev.figment.train.optim.OptimizerConfig;
import java.util.List;

/**
 * One of the updates of a {@link StepSet}: which objective trains which parameters, and how.
 *
 * @param name {@code discriminator}
 * @param inputs what comes with each batch, of fixed shapes whose first axis counts samples
 * @param trains dotted paths of networks or parameters: {@code discriminator} trains all parameters whose path begins with
 *     {@code discriminator.}; the empty path trains all. The objective's other parameters stay as they are
 */
public record Update(
        String name,
        List<InputSpec> inputs,
        Objective objective,
        List<String> trains,
        OptimizerConfig optimizer,
        StepOptions options) {
    public Update {
        inputs = List.copyOf(inputs);
        trains = List.copyOf(trains);
        for (InputSpec input : inputs) {
            if (options.accumulate() > 1 && input.samples() % options.accumulate() != 0) {
                throw new IllegalArgumentException("a batch of " + input.samples() + " samples cannot be cut into "
                        + options.accumulate() + " equal parts");
            }
        }
    }

    /** Without further options. */
    public Update(
            String name, List<InputSpec> inputs, Objective objective, List<String> trains, OptimizerConfig optimizer) {
        this(name, inputs, objective, trains, optimizer, StepOptions.DEFAULT);
    }

    /** Whether it trains the parameter of this path. */
    boolean trains(String path) {
        return trains.stream()
                .anyMatch(prefix -> prefix.isEmpty() || path.equals(prefix) || path.startsWith(prefix + "."));
    }

    /** Samples of a whole batch. */
    long batchSize() {
        return inputs.isEmpty() ? 1 : inputs.get(0).samples();
    }

    /** The inputs of one part of a batch. */
    List<InputSpec> partInputs() {
        return inputs.stream().map(spec -> spec.part(options.accumulate())).toList();
    }
}
