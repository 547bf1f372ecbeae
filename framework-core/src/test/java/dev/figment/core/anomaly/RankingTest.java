package dev.figment.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import org.junit.jupiter.api.Test;

class RankingTest {
    /** The share of pairs of a labelled and another sample in which the labelled one has the greater score. */
    private static double pairs(float[] scores, boolean[] labels) {
        double right = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        float[] scores = new float[200];
        boolean[] labels = new boolean[200];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = new Seed(1).uniform(i) < 0.2;
            // Few different scores, so that many are equal.
            scores[i] = Math.round(10 * new Seed(2).uniform(i) + (labels[i] ? 2 : 0));
        }
        assertThat(Ranking.of(scores, labels).rocAuc()).isCloseTo(pairs(scores, labels), within(1e-12));
    }

    @Test
    void averagePrecisionIsThatOfEachLabelledSample() {
        float[] scores = {5, 4, 3, 2, 1};
        boolean[] labels = {true, false, true, false, true};
        assertThat(Ranking.of(scores, labels).prAuc()).isCloseTo((1 + 2.0 / 3 + 3.0 / 5) / 3, within(1e-12));
    }

    @Test
    void equalScoresTellNothing() {
        Ranking ranking = Ranking.of(new float[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});
        assertThat(ranking.rocAuc()).isEqualTo(0.5);
        assertThat(ranking.prAuc()).isEqualTo(0.25);
    }

    @Test
    void perfectScoresHaveTheWholeArea() {
        assertThat(Ranking.of(new float[] {1, 9, 2}, new boolean[] {false, true, false}))
                .isEqualTo(new Ranking(1, 1));
        assertThat(Ranking.of(new float[] {1, 0, 2}, new boolean[] {false, true, false})
                        .rocAuc())
                .isZero();
    }
}
