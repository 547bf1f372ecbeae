package dev.figment.api;

import java.util.List;

/**
 * One number for each sample.
 *
 * @param values FLOAT32, shape [samples]; what it measures and its range are said by whoever gives it
 * @param names one for each sample, or empty
 */
public record Scores(Tensor values, List<String> names) implements Batch {
    public Scores {
        Names.requireFloats(values, "scores", 1);
        names = Names.checked(names, (int) values.dim(0));
    }

    @Override
    public int size() {
        return (int) values.dim(0);
    }
}
