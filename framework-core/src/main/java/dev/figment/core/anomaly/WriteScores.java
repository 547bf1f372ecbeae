package dev.figment.core.anomaly;

import dev.figment.api.Anomalies;
import dev.figment.api.Console;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import dev.figment.core.io.AtomicFile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All scores as CSV, a row for each window: in a file, or on standard output as they come. */
public final class WriteScores implements Sink<Anomalies> {
    private final Config config;
    private final Console console;

    /** The keys of {@code write-scores}. */
    public record Config(
            @Description(
                    "the CSV file to write; without it, rows are printed on standard output as soon as they are known")
            @Nullable
            OutputPath to) {
        public Config {
            if (to != null) {
                Checks.endsWith("to", to, ".csv");
            }
        }
    }

    public WriteScores(Config config, Console console) {
        this.config = config;
        this.console = console;
    }

    @Override
    public Writer<Anomalies> open(Seed seed) {
        return config.to == null ? new Printed(console.out()) : new InFile(config.to);
    }

    private static final class Printed implements Writer<Anomalies> {
        private final java.io.Writer out;
        private boolean begun;

        Printed(java.io.Writer out) {
            this.out = out;
        }

        @Override
        public void write(Anomalies batch) {
            try {
                out.write(begun ? "" : ScoreRows.header(batch));
                out.write(ScoreRows.rows(batch));
                out.flush();
                begun = true;
            } catch (IOException e) {
                throw FigmentException.run(
                        Problem.of("unwritable", "standard output", "cannot be written: " + e.getMessage()), e);
            }
        }

        /** Everything has been said already. */
        @Override
        public Outcome finish() {
            return new Outcome.Texts(List.of());
        }

        @Override
        public void close() {}
    }

    private static final class InFile implements Writer<Anomalies> {
        private final OutputPath to;
        private final AtomicFile file;
        private long windows;
        private long flagged;

        InFile(OutputPath to) {
            this.to = to;
            this.file = AtomicFile.create(to.path());
        }

        @Override
        public void write(Anomalies batch) {
            if (windows == 0) {
                file.output().write(ScoreRows.header(batch));
            }
            file.output().write(ScoreRows.rows(batch));
            windows += batch.size();
            flagged += batch.deciding().countFlagged();
        }

        @Override
        public Outcome finish() {
            file.complete();
            return new Outcome.Written(to.path(), windows + " windows, " + flagged + " flagged");
        }

        @Override
        public void publish() {
            file.commit();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
