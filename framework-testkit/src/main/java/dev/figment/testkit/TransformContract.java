package dev.figment.testkit;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Transform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transform} keeps to: it is a pure function of a batch and its position.
 *
 * @param <I> the batches it takes
 * @param <O> the batches it gives
 */
public interface TransformContract<I extends Batch, O extends Batch> {
    /** The transform under test. */
    Transform<I, O> transform();

    /** The medium that it takes. */
    Medium<I> takes();

    /** The medium that it gives. */
    Medium<O> gives();

    /** At least three samples, no two of them alike. */
    I input();

    /** As {@link MediumContract#tolerance()}. */
    default double tolerance() {
        return 1e-6;
    }

    @Test
    default void transformsTheSameWhereverTheFlowIsCut() {
        Samples<I> inputs = new Samples<>(takes());
        Samples<O> results = new Samples<>(gives());
        I input = inputs.requireDifferent(input());
        O together = transform().apply(input, at(0));
        for (int size = 1; size <= 2; size++) {
            List<O> pieces = new ArrayList<>();
            long first = 0;
            for (I piece : inputs.cut(input, size)) {
                pieces.add(transform().apply(piece, at(first)));
                first += piece.size();
            }
            results.requireEqual("in batches of " + size, results.join(pieces), together, tolerance());
        }
    }

    @Test
    default void transformsTheSameToTheSame() {
        repeats().requireSameResults(input());
    }

    @Test
    default void transformsWithoutAChangeToItsInput() {
        repeats().requireUntouchedInput(input());
    }

    @Test
    default void transformsOnSeveralThreadsAtOnce() {
        repeats().requireSameResultsOnThreads(input());
    }

    @Test
    default void givesValuesThatTheMediumAllows() {
        new Samples<>(gives()).requireAllowed(transform().apply(input(), at(0)));
    }

    private Repeats<I, O> repeats() {
        return new Repeats<>(takes(), gives(), batch -> transform().apply(batch, at(0)));
    }

    private static Position at(long first) {
        return new Position(new Seed(3), first);
    }
}
