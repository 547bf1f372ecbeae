package dev.figment.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batch;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Sink} keeps to that measures: its outcome is {@link Outcome.Measured}.
 *
 * @param <T> the medium that is measured
 */
public interface MeasurementContract<T extends Batch> extends MediumContract<T> {
    /** The sink under test. */
    Sink<T> sink();

    /** At least three samples to measure, no two of them alike. */
    T samples();

    @Test
    default void measuresTheSameHoweverTheFlowIsCut() {
        Samples<T> media = new Samples<>(medium());
        T samples = media.requireDifferent(samples());
        Map<String, Double> together = measure(List.of(samples));
        assertThat(together).as("what is measured").isNotEmpty();
        for (int size = 1; size <= 2; size++) {
            Map<String, Double> cut = measure(media.cut(samples, size));
            assertThat(cut.keySet()).as("what is measured").isEqualTo(together.keySet());
            for (Map.Entry<String, Double> entry : together.entrySet()) {
                double expected = entry.getValue();
                assertThat(requireNonNull(cut.get(entry.getKey())))
                        .as(entry.getKey() + " in batches of " + size)
                        .isCloseTo(expected, within(tolerance() * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    default void measuresTheSameForTheSameSeed() {
        assertThat(measure(List.of(samples()))).isEqualTo(measure(List.of(samples())));
    }

    @Test
    default void measuresEachRunOnItsOwn() {
        Samples<T> media = new Samples<>(medium());
        List<T> pieces = media.cut(media.requireDifferent(samples()), 1);
        Map<String, Double> alone = measure(pieces.subList(0, 1));
        try (Sink.Writer<T> one = sink().open(new Seed(3));
                Sink.Writer<T> other = sink().open(new Seed(3))) {
            one.write(pieces.get(0));
            other.write(pieces.get(1));
            other.write(pieces.get(2));
            assertThat(values(one)).as("beside another run").isEqualTo(alone);
        }
    }

    @Test
    default void measuresWithoutAChangeToTheSamples() {
        Samples<T> media = new Samples<>(medium());
        T samples = samples();
        T before = media.copy(samples);
        assertThat(measure(List.of(samples))).isNotNull();
        media.requireEqual("the samples after the measurement", samples, before, 0);
    }

    private Map<String, Double> measure(List<T> batches) {
        try (Sink.Writer<T> writer = sink().open(new Seed(3))) {
            batches.forEach(writer::write);
            return values(writer);
        }
    }

    private static Map<String, Double> values(Sink.Writer<?> writer) {
        Outcome outcome = writer.finish();
        assertThat(outcome).as("the outcome").isInstanceOf(Outcome.Measured.class);
        return ((Outcome.Measured) outcome).values();
    }
}
