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
 * @param noise whose noise it sees, by the name of an update: usually its own. Two updates of one noise see, in a step of
 *     the same number, the same numbers at the same path
 */
public record Update(
        String name,
        List<InputSpec> inputs,
        Objective objective,
        List<String> trains,
        OptimizerConfig optimizer,
        StepOptions options,
        String noise) {
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

    /** With noise of its own. */
    public Update(
            String name,
            List<InputSpec> inputs,
            Objective objective,
            List<String> trains,
            OptimizerConfig optimizer,
            StepOptions options) {
        this(name, inputs, objective, trains, optimizer, options, name);
    }

    /** With noise of its own, without further options. */
    public Update(
            String name, List<InputSpec> inputs, Objective objective, List<String> trains, OptimizerConfig optimizer) {
        this(name, inputs, objective, trains, optimizer, StepOptions.DEFAULT);
    }

    /**
     * The same update, which sees the noise of another one. By default a generator's update judges samples of its own, as
     * algorithm 1 of Goodfellow et al. (2014) has it; with the noise of the discriminator's, it judges those that the
     * discriminator has just learned from, as most implementations do, and {@link StepSet#runTogether} makes them once.
     */
    public Update withNoiseOf(String update) {
        return new Update(name, inputs, objective, trains, optimizer, options, update);
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
