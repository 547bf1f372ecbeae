package dev.figment.core.anomaly;

import dev.figment.api.Anomalies;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well each score tells windows whose last row is labelled from the others: the areas under the receiver operating
 * characteristic and under the precision-recall curve (average precision), and what is right and wrong at the threshold.
 */
public final class MeasureAnomalies implements Sink<Anomalies> {
    private static final int FIRST = 1024;

    /** {@code measure-anomalies} has no keys. */
    public record Config() {}

    public MeasureAnomalies(Config config) {}

    @Override
    public Writer<Anomalies> open(Seed seed) {
        return new Scores();
    }

    private static final class Scores implements Writer<Anomalies> {
        private final Map<String, float[]> values = new LinkedHashMap<>();
        private final Map<String, Double> thresholds = new LinkedHashMap<>();
        private boolean[] labels = new boolean[FIRST];
        private int windows;

        @Override
        public void write(Anomalies batch) {
            if (batch.size() > 0 && batch.windows().labels().isEmpty()) {
                throw FigmentException.user(
                        Problem.of("no-labels", "", "the windows have no labels to compare scores with")
                                .fix("give the 'series' of 'read-series' the key 'label' or 'labels', or leave out"
                                        + " 'measure-anomalies'"));
            }
            int total = windows + batch.size();
            if (total > labels.length) {
                labels = Arrays.copyOf(labels, Math.max(total, 2 * labels.length));
            }
            for (int i = 0; i < batch.size(); i++) {
                labels[windows + i] = batch.windows().labels().get(i) == 1;
            }
            for (Anomalies.Score score : batch.scores()) {
                thresholds.put(score.name(), score.threshold());
                float[] known = values.getOrDefault(score.name(), new float[labels.length]);
                float[] room = known.length < labels.length ? Arrays.copyOf(known, labels.length) : known;
                FloatBuffer added = score.values().floats();
                added.get(room, windows, batch.size());
                values.put(score.name(), room);
            }
            windows = total;
        }

        @Override
        public Outcome finish() {
            boolean[] truth = Arrays.copyOf(labels, windows);
            long labelled = 0;
            for (boolean label : truth) {
                labelled += label ? 1 : 0;
            }
            if (labelled == 0 || labelled == windows) {
                throw FigmentException.user(Problem.of(
                                "one-label",
                                "",
                                "of " + windows + " windows " + labelled + " are labelled, and some of both are needed")
                        .fix("give the labels of this series, and a part of it that has some"));
            }
            Map<String, Double> measured = new LinkedHashMap<>();
            measured.put("windows", (double) windows);
            measured.put("labelled-windows", (double) labelled);
            values.forEach((name, all) -> {
                float[] scores = Arrays.copyOf(all, windows);
                Ranking ranking = Ranking.of(scores, truth);
                measured.put(name + "-roc-auc", ranking.rocAuc());
                measured.put(name + "-pr-auc", ranking.prAuc());
                confusion(name, scores, truth, measured);
            });
            return new Outcome.Measured("anomalies", measured);
        }

        private void confusion(String name, float[] scores, boolean[] truth, Map<String, Double> measured) {
            double threshold = thresholds.getOrDefault(name, Double.NaN);
            long[] counts = new long[4];
            for (int i = 0; i < scores.length; i++) {
                counts[(scores[i] > threshold ? 2 : 0) + (truth[i] ? 1 : 0)]++;
            }
            measured.put(name + "-threshold", threshold);
            measured.put(name + "-true-positives", (double) counts[3]);
            measured.put(name + "-false-positives", (double) counts[2]);
            measured.put(name + "-false-negatives", (double) counts[1]);
            measured.put(name + "-true-negatives", (double) counts[0]);
        }

        @Override
        public void close() {}
    }
}
