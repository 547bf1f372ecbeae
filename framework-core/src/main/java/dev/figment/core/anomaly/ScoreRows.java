package dev.figment.core.anomaly;

import dev.figment.api.Anomalies;
import dev.figment.api.Series;
import dev.figment.core.data.CsvText;
import java.nio.FloatBuffer;

/** Scores as rows of CSV: time, the last row's values, every score, whether it is flagged, and its label where there is one. */
final class ScoreRows {
    private ScoreRows() {}

    static String header(Anomalies batch) {
        Series windows = batch.windows();
        StringBuilder text = new StringBuilder(windows.timestamps().isEmpty() ? "" : "time,");
        for (int channel = 0; channel < windows.channels(); channel++) {
            text.append(CsvText.field(name(windows, channel))).append(',');
        }
        batch.scores().forEach(score -> text.append(score.name()).append(','));
        return text.append("flagged")
                .append(windows.labels().isEmpty() ? "" : ",label")
                .append('\n')
                .toString();
    }

    /** What a channel is called. */
    static String name(Series windows, int channel) {
        return windows.columns().isEmpty()
                ? "value-" + (channel + 1)
                : windows.columns().get(channel);
    }

    static String rows(Anomalies batch) {
        Series windows = batch.windows();
        FloatBuffer values = windows.values().floats();
        FloatBuffer[] scores =
                batch.scores().stream().map(score -> score.values().floats()).toArray(FloatBuffer[]::new);
        int sample = windows.window() * windows.channels();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            if (!windows.timestamps().isEmpty()) {
                text.append(windows.timestamps().get(i)).append(',');
            }
            for (int at = (i + 1) * sample - windows.channels(); at < (i + 1) * sample; at++) {
                text.append(values.get(at)).append(',');
            }
            for (FloatBuffer score : scores) {
                text.append(score.get(i)).append(',');
            }
            text.append(batch.deciding().isFlagged(scores[0].get(i)) ? '1' : '0');
            if (!windows.labels().isEmpty()) {
                text.append(',').append(windows.labels().get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
