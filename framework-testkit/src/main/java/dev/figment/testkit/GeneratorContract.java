package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Batch;
import dev.figment.api.Generator;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Generator} keeps to whose condition and samples are made of tensors.
 *
 * @param <C> the condition
 * @param <T> the medium that is generated
 */
public interface GeneratorContract<C extends Batch, T extends Batch> extends MediumContract<T> {
    /** The generator under test. */
    Generator<C, T> generator();

    /** The medium of the condition. */
    Medium<C> takes();

    /** At least three conditions, no two of them alike. */
    C conditions();

    @Test
    default void generatesOneSampleForEachCondition() {
        C conditions = new Samples<>(takes()).requireDifferent(conditions());
        T generated = generate(conditions, 1, 0);
        assertThat(generated.size()).as("samples").isEqualTo(conditions.size());
        new Samples<>(medium()).requireAllowed(generated);
    }

    @Test
    default void generatesTheSameWhereverTheFlowIsCut() {
        Samples<T> results = new Samples<>(medium());
        C conditions = conditions();
        T together = generate(conditions, 1, 0);
        for (int size = 1; size <= 2; size++) {
            int from = 0;
            for (C piece : new Samples<>(takes()).cut(conditions, size)) {
                results.requireEqual(
                        "samples from " + from + " in a batch of " + piece.size(),
                        generate(piece, 1, from),
                        results.rows(together, from, from + piece.size()),
                        tolerance());
                from += piece.size();
            }
        }
    }

    @Test
    default void generatesTheSameFromTheSameSeed() {
        repeats().requireSameResults(conditions());
    }

    @Test
    default void generatesWithoutAChangeToTheConditions() {
        repeats().requireUntouchedInput(conditions());
    }

    @Test
    default void generatesOnSeveralThreadsAtOnce() {
        repeats().requireSameResultsOnThreads(conditions());
    }

    @Test
    default void generatesNothingFromNoConditions() {
        C none = new Samples<>(takes()).rows(conditions(), 0, 0);
        assertThat(generate(none, 1, 0).size()).as("samples").isZero();
    }

    private Repeats<C, T> repeats() {
        return new Repeats<>(takes(), medium(), conditions -> generate(conditions, 1, 0));
    }

    private T generate(C conditions, long seed, long first) {
        return generator().generate(conditions, new Position(new Seed(seed), first));
    }
}
