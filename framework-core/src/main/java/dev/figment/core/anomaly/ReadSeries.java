package dev.figment.core.anomaly;

import dev.figment.api.Batches;
import dev.figment.api.Console;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Source;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.SeriesFormat;
import dev.figment.core.config.Checks;
import dev.figment.core.data.SeriesStream;
import org.jspecify.annotations.Nullable;

/** Windows of series, from CSV files or row by row from standard input. */
public final class ReadSeries implements Source<Series> {
    private final Config config;
    private final Console console;
    private final @Nullable Dataset<Series> data;

    /** The keys of {@code read-series}. */
    public record Config(
            @Description(
                    "data:NAME/SPLIT, a CSV file, a folder or a glob; without it, standard input, of which each window"
                            + " is passed on as soon as its last row is there")
            @Nullable
            DataRef from,

            SeriesFormat series,

            @Description("windows in a batch at most, at least 1; it changes speed and memory, not results")
            @Default("256")
            int batch,

            @Description("anomalies put into windows of data that has none; without it, windows are as they are read")
            @Nullable
            Injection inject) {
        public Config {
            Checks.atLeast(1, "batch", batch);
            if (from == null && (series.after() > 0 || series.until() < 1)) {
                throw new IllegalArgumentException("series.after and series.until are shares of a file; give 'from'");
            }
            if (from == null && inject != null) {
                throw new IllegalArgumentException("inject is about files; give 'from'");
            }
            if (from == null && series.labels() != null) {
                throw new IllegalArgumentException("series.labels is about files; give 'from', or 'series.label'");
            }
        }
    }

    /**
     * @throws dev.figment.api.error.FigmentException if there is no such data, or something is wrong with it
     */
    public ReadSeries(Config config, Datasets datasets, Console console) {
        this.config = config;
        this.console = console;
        this.data = config.from == null ? null : datasets.open(config.from, config.series);
    }

    @Override
    public Batches<Series> open(Seed seed) {
        Dataset<Series> windows = data;
        if (windows == null) {
            return new SeriesStream(console.in(), config.series, config.batch);
        }
        Injection inject = config.inject;
        return inject == null ? windows.batches(config.batch) : inject.batches(windows, config.batch, seed);
    }
}
