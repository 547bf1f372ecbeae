package dev.figment.core.anomaly;

import dev.figment.api.Anomalies;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Sink;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.core.config.Checks;
import dev.figment.core.io.AtomicFile;
import java.nio.FloatBuffer;

/** A drawing of the series and below it of the score that decides, both with what is flagged and labelled. */
public final class PlotScores implements Sink<Anomalies> {
    private final Config config;

    /** The keys of {@code plot-scores}. */
    public record Config(
            @Description("the SVG file to write") OutputPath to) {
        public Config {
            Checks.endsWith("to", to, ".svg");
        }
    }

    public PlotScores(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Anomalies> open(Seed seed) {
        AtomicFile file = AtomicFile.create(config.to.path());
        return new Writer<>() {
            private final Track track = new Track();

            @Override
            public void write(Anomalies batch) {
                Series windows = batch.windows();
                FloatBuffer values = windows.values().floats();
                FloatBuffer scores = batch.deciding().values().floats();
                int sample = windows.window() * windows.channels();
                for (int i = 0; i < batch.size(); i++) {
                    float[] last = new float[windows.channels()];
                    values.get((i + 1) * sample - last.length, last);
                    boolean label =
                            !windows.labels().isEmpty() && windows.labels().get(i) == 1;
                    double at = windows.timestamps().isEmpty()
                            ? track.size()
                            : windows.timestamps().get(i).toEpochMilli() / 1000.0;
                    float score = scores.get(i);
                    track.add(at, last, score, batch.deciding().isFlagged(score), label);
                }
                track.describe(batch);
            }

            @Override
            public Outcome finish() {
                file.output().write(new ScoreChart(track).svg());
                file.complete();
                return new Outcome.Written(config.to.path(), "plot of " + track.size() + " windows");
            }

            @Override
            public void publish() {
                file.commit();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }
}
