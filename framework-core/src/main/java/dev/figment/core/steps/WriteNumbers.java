package dev.figment.core.steps;

import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.core.config.Checks;
import dev.figment.core.io.AtomicFile;
import java.util.Locale;

/** Latents as numbers in a file, a sample a row, written as they come. */
public final class WriteNumbers implements Sink<Latents> {
    private final Config config;

    /** The keys of {@code write-numbers}. */
    public record Config(
            @Description("the file to write: .csv for a table, .json for an array of objects; log-variances are"
                    + " written where there are some")
            OutputPath to) {
        public Config {
            Checks.endsWith("to", to, ".csv", ".json");
        }
    }

    public WriteNumbers(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Latents> open(Seed seed) {
        AtomicFile file = AtomicFile.create(config.to.path());
        boolean csv = config.to.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        NumberFormat format = csv ? new CsvNumbers() : new JsonNumbers();
        return new Writer<>() {
            private long count;

            @Override
            public void write(Latents batch) {
                for (int row = 0; row < batch.size(); row++) {
                    file.output().write(format.row(batch, row, count++));
                }
            }

            @Override
            public Outcome finish() {
                file.output().write(format.end(count));
                file.complete();
                return new Outcome.Written(config.to.path(), Counts.of(count, "latent"));
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
