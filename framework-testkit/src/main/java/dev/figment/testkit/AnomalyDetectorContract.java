package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.AnomalyDetector;
import dev.figment.api.Batch;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AnomalyDetector} keeps to.
 *
 * @param <T> the medium that is judged
 */
public interface AnomalyDetectorContract<T extends Batch> extends MediumContract<T> {
    /** The scores of some samples. */
    record Judged(int size, Map<String, Tensor> scores) implements Batch {
        private static final Medium<Judged> MEDIUM = new Medium<>() {
            @Override
            public Map<String, Tensor> tensors(Judged batch) {
                return batch.scores;
            }

            @Override
            public List<String> names(Judged batch) {
                return List.of();
            }

            @Override
            public Judged of(Map<String, Tensor> tensors, List<String> names) {
                return judged(tensors);
            }
        };

        private static Judged judged(Map<String, Tensor> scores) {
            return new Judged((int) scores.values().iterator().next().dim(0), scores);
        }
    }

    /** The detector under test. */
    AnomalyDetector<T> detector();

    /** At least three samples that it takes, no two of them alike. */
    T samples();

    /** Samples of a shape that it does not take. */
    T misfits();

    private Judged judge(T samples) {
        return Judged.judged(detector().score(samples));
    }

    private List<String> all() {
        List<String> names = new ArrayList<>(detector().scores());
        names.addAll(detector().baselines());
        return names;
    }

    @Test
    default void givesEachScoreOnceForEachSample() {
        T samples = new Samples<>(medium()).requireDifferent(samples());
        assertThat(detector().scores()).as("scores of its own").isNotEmpty();
        assertThat(all()).as("names").doesNotHaveDuplicates();
        Map<String, Tensor> scores = detector().score(samples);
        assertThat(scores.keySet()).containsExactlyInAnyOrderElementsOf(all());
        scores.forEach((name, values) -> assertThat(values.shape()).as(name).containsExactly(samples.size()));
        new Samples<>(Judged.MEDIUM).requireAllowed(judge(samples));
    }

    @Test
    default void knowsTheScoresOfNormalSamples() {
        Map<String, Tensor> normal = detector().normal();
        assertThat(normal.keySet()).containsExactlyInAnyOrderElementsOf(all());
        normal.forEach((name, values) -> assertThat(values.count()).as(name).isPositive());
        new Samples<>(Judged.MEDIUM).requireAllowed(Judged.judged(normal));
    }

    @Test
    default void judgesASampleTheSameWhateverItsBatchMates() {
        Samples<T> media = new Samples<>(medium());
        Samples<Judged> results = new Samples<>(Judged.MEDIUM);
        T samples = media.requireDifferent(samples());
        Judged together = judge(samples);
        int from = 0;
        for (T piece : media.cut(samples, 2)) {
            results.requireEqual(
                    "samples from " + from,
                    judge(piece),
                    results.rows(together, from, from + piece.size()),
                    tolerance());
            from += piece.size();
        }
    }

    @Test
    default void judgesTheSameTheSameAndChangesNothing() {
        Repeats<T, Judged> repeats = new Repeats<>(medium(), Judged.MEDIUM, this::judge);
        repeats.requireSameResults(samples());
        repeats.requireUntouchedInput(samples());
        repeats.requireSameResultsOnThreads(samples());
    }

    @Test
    default void refusesToJudgeSamplesOfAnotherShape() {
        assertThatExceptionOfType(FigmentException.class)
                .as("for samples of another shape")
                .isThrownBy(() -> detector().score(misfits()))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
    }
}
