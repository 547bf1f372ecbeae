package dev.figment.core.steps;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.stream.LongStream;

/** The dimensions of latents, flattened. */
final class Dimensions {
    private Dimensions() {}

    static int count(long[] shape) {
        return Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
    }

    /**
     * @throws FigmentException if there is no such dimension
     */
    static void require(String step, int dimension, int count) {
        if (dimension >= count) {
            throw FigmentException.user(Problem.of(
                            "no-dimension",
                            step,
                            "there is no dimension " + dimension + ": latents have " + count + ", counted from 0")
                    .fix("name one from 0 to " + (count - 1)));
        }
    }
}
