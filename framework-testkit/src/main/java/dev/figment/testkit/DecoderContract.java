package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Decoder} keeps to.
 *
 * @param <T> the medium that is decoded to
 */
public interface DecoderContract<T extends Batch> extends MediumContract<T> {
    /** The decoder under test. */
    Decoder<T> decoder();

    /** At least three latents, no two of them alike, with names: five from N(0, I) unless a test has better ones. */
    default Latents latents() {
        int count = 5;
        Tensor mean = Tensor.allocate(
                ElementType.FLOAT32,
                LongStream.concat(LongStream.of(count), LongStream.of(decoder().latentShape()))
                        .toArray());
        new Seed(1).fillNormal(mean.floats());
        return new Latents(
                mean,
                null,
                IntStream.range(0, count).mapToObj(i -> "latent-" + i).toList());
    }

    @Test
    default void decodesEachLatentToASampleOfItsName() {
        Latents latents = new Samples<>(Medium.LATENTS).requireDifferent(latents());
        T decoded = decoder().decode(latents);
        assertThat(decoded.size()).as("samples").isEqualTo(latents.size());
        assertThat(medium().names(decoded)).as("names").isEqualTo(latents.names());
        new Samples<>(medium()).requireAllowed(decoded);
    }

    @Test
    default void decodesALatentTheSameWhateverItsBatchMates() {
        Samples<Latents> inputs = new Samples<>(Medium.LATENTS);
        Samples<T> results = new Samples<>(medium());
        Latents latents = inputs.requireDifferent(latents());
        T together = decoder().decode(latents);
        for (int size = 1; size <= 2; size++) {
            int from = 0;
            for (Latents piece : inputs.cut(latents, size)) {
                results.requireEqual(
                        "latents from " + from + " in a batch of " + piece.size(),
                        decoder().decode(piece),
                        results.rows(together, from, from + piece.size()),
                        tolerance());
                from += piece.size();
            }
        }
    }

    @Test
    default void decodesTheMeanAlone() {
        Latents latents = latents();
        Latents wide = new Latents(latents.mean(), latents.mean(), latents.names());
        Latents point = new Latents(latents.mean(), null, latents.names());
        new Samples<>(medium())
                .requireEqual(
                        "with and without a log-variance",
                        decoder().decode(wide),
                        decoder().decode(point),
                        0);
    }

    @Test
    default void decodesTheSameToTheSame() {
        new Repeats<>(Medium.LATENTS, medium(), decoder()::decode).requireSameResults(latents());
    }

    @Test
    default void decodesWithoutAChangeToTheLatents() {
        new Repeats<>(Medium.LATENTS, medium(), decoder()::decode).requireUntouchedInput(latents());
    }

    @Test
    default void decodesOnSeveralThreadsAtOnce() {
        new Repeats<>(Medium.LATENTS, medium(), decoder()::decode).requireSameResultsOnThreads(latents());
    }

    @Test
    default void decodesNoLatentsToNoSamples() {
        T decoded = decoder().decode(new Samples<>(Medium.LATENTS).rows(latents(), 0, 0));
        assertThat(decoded.size()).as("samples").isZero();
        assertThat(medium().names(decoded)).as("names").isEqualTo(List.of());
    }

    @Test
    default void refusesLatentsOfAnotherShape() {
        long[] shape = latents().mean().shape();
        shape[shape.length - 1]++;
        Latents misfits = Latents.of(Tensor.allocate(ElementType.FLOAT32, shape));
        assertThatExceptionOfType(FigmentException.class)
                .as("for latents of another shape")
                .isThrownBy(() -> decoder().decode(misfits))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
    }

    @Test
    default void keepsItsLatentShape() {
        long[] shape = decoder().latentShape();
        long[] before = shape.clone();
        assertThat(shape).as("latent shape").isNotEmpty();
        shape[0] = -1;
        assertThat(decoder().latentShape())
                .as("latent shape after a change to what was given")
                .isEqualTo(before);
    }
}
