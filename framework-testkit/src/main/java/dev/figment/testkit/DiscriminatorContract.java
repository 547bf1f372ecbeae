package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Batch;
import dev.figment.api.Discriminator;
import dev.figment.api.Scores;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Discriminator} keeps to.
 *
 * @param <T> the medium that is judged
 */
public interface DiscriminatorContract<T extends Batch> extends MediumContract<T> {
    /** The discriminator under test. */
    Discriminator<T> discriminator();

    /** At least three samples that it takes, no two of them alike, with names. */
    T samples();

    @Test
    default void givesEachSampleAProbability() {
        T samples = new Samples<>(medium()).requireDifferent(samples());
        Scores scores = discriminator().score(samples);
        assertThat(scores.size()).as("scores").isEqualTo(samples.size());
        assertThat(scores.names()).as("names").isEqualTo(medium().names(samples));
        new Samples<>(new Probabilities()).requireAllowed(scores);
    }

    @Test
    default void judgesASampleTheSameWhateverItsBatchMates() {
        Samples<Scores> results = new Samples<>(new Probabilities());
        T samples = samples();
        Scores together = discriminator().score(samples);
        for (int size = 1; size <= 2; size++) {
            int from = 0;
            for (T piece : new Samples<>(medium()).cut(samples, size)) {
                results.requireEqual(
                        "samples from " + from + " in a batch of " + piece.size(),
                        discriminator().score(piece),
                        results.rows(together, from, from + piece.size()),
                        tolerance());
                from += piece.size();
            }
        }
    }

    @Test
    default void judgesTheSameToTheSame() {
        new Repeats<>(medium(), new Probabilities(), discriminator()::score).requireSameResults(samples());
    }

    @Test
    default void judgesWithoutAChangeToTheSamples() {
        new Repeats<>(medium(), new Probabilities(), discriminator()::score).requireUntouchedInput(samples());
    }

    @Test
    default void judgesOnSeveralThreadsAtOnce() {
        new Repeats<>(medium(), new Probabilities(), discriminator()::score).requireSameResultsOnThreads(samples());
    }

    @Test
    default void judgesNoSamplesToNoScores() {
        T none = new Samples<>(medium()).rows(samples(), 0, 0);
        assertThat(discriminator().score(none).size()).as("scores").isZero();
    }
}
