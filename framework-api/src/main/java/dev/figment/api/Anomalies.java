package dev.figment.api;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Windows of series, and how unusual each is.
 *
 * @param windows as they were scored
 * @param scores by several measures, the one that decides first
 */
public record Anomalies(Series windows, List<Score> scores) implements Batch {
    /**
     * One measure.
     *
     * @param name what is measured: {@code reconstruction-error}
     * @param values FLOAT32 [samples], the greater the more unusual
     * @param threshold a value above it is flagged
     */
    public record Score(String name, Tensor values, double threshold) {
        public Score {
            Names.requireFloats(values, name, 1);
        }

        /** Whether a window of this value is flagged. */
        public boolean isFlagged(float value) {
            return value > threshold;
        }

        /** How many windows are flagged. */
        public int countFlagged() {
            FloatBuffer all = values.floats();
            int count = 0;
            while (all.hasRemaining()) {
                count += isFlagged(all.get()) ? 1 : 0;
            }
            return count;
        }
    }

    public Anomalies {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("there is no score");
        }
        for (Score score : scores) {
            if (score.values.dim(0) != windows.size()) {
                throw new IllegalArgumentException(score + " for " + windows.size() + " windows");
            }
        }
    }

    /** The score that decides what is flagged. */
    public Score deciding() {
        return scores.get(0);
    }

    @Override
    public int size() {
        return windows.size();
    }
}
