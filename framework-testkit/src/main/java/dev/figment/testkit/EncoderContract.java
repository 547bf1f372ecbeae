package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.Encoder;
import dev.figment.api.Latents;
import dev.figment.api.error.FigmentException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Encoder} keeps to.
 *
 * @param <T> the medium that is encoded
 */
public interface EncoderContract<T extends Batch> extends MediumContract<T> {
    /** The encoder under test. */
    Encoder<T> encoder();

    /** At least three samples that it takes, no two of them alike, with names. */
    T samples();

    /** Samples of a shape that it does not take. */
    T misfits();

    @Test
    default void encodesEachSampleToALatentOfItsName() {
        T samples = new Samples<>(medium()).requireDifferent(samples());
        Latents latents = encoder().encode(samples);
        assertThat(latents.size()).as("latents").isEqualTo(samples.size());
        assertThat(latents.names()).as("names").isEqualTo(medium().names(samples));
        new Samples<>(Medium.LATENTS).requireAllowed(latents);
    }

    @Test
    default void encodesASampleTheSameWhateverItsBatchMates() {
        Samples<T> media = new Samples<>(medium());
        Samples<Latents> results = new Samples<>(Medium.LATENTS);
        T samples = media.requireDifferent(samples());
        Latents together = encoder().encode(samples);
        for (int size = 1; size <= 2; size++) {
            int from = 0;
            for (T piece : media.cut(samples, size)) {
                Latents alone = encoder().encode(piece);
                results.requireEqual(
                        "samples from " + from + " in a batch of " + piece.size(),
                        alone,
                        results.rows(together, from, from + piece.size()),
                        tolerance());
                from += piece.size();
            }
        }
    }

    @Test
    default void encodesTheSameToTheSame() {
        Repeats<T, Latents> repeats = new Repeats<>(medium(), Medium.LATENTS, encoder()::encode);
        repeats.requireSameResults(samples());
    }

    @Test
    default void encodesWithoutAChangeToTheSamples() {
        Repeats<T, Latents> repeats = new Repeats<>(medium(), Medium.LATENTS, encoder()::encode);
        repeats.requireUntouchedInput(samples());
    }

    @Test
    default void encodesOnSeveralThreadsAtOnce() {
        Repeats<T, Latents> repeats = new Repeats<>(medium(), Medium.LATENTS, encoder()::encode);
        repeats.requireSameResultsOnThreads(samples());
    }

    @Test
    default void encodesNoSamplesToNoLatents() {
        T none = new Samples<>(medium()).rows(samples(), 0, 0);
        Latents latents = encoder().encode(none);
        assertThat(latents.size()).as("latents").isZero();
        assertThat(latents.names()).as("names").isEqualTo(List.of());
    }

    @Test
    default void refusesSamplesOfAnotherShape() {
        assertThatExceptionOfType(FigmentException.class)
                .as("for samples of another shape")
                .isThrownBy(() -> encoder().encode(misfits()))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
    }
}
