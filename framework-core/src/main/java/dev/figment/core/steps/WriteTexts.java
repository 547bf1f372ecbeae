package dev.figment.core.steps;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.core.io.AtomicFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts in a file, or among the results that are printed. */
public final class WriteTexts implements Sink<Text> {
    private static final String EMPTY_LINE = "\n\n";

    private final Config config;

    /** The keys of {@code write-texts}. */
    public record Config(
            @Description("the file to write, in UTF-8; without it, the texts are printed with the results") @Nullable
            OutputPath to,

            @Description("what stands between one text and the next in the file; an empty line without it") @Nullable
            String separator) {
        public Config {
            if (to == null && separator != null) {
                throw new IllegalArgumentException("separator is for a file; give 'to', too");
            }
        }
    }

    public WriteTexts(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Text> open(Seed seed) {
        return config.to == null
                ? new Shown()
                : new InFile(config.to, config.separator == null ? EMPTY_LINE : config.separator);
    }

    private static final class Shown implements Writer<Text> {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void write(Text batch) {
            texts.addAll(batch.texts());
        }

        @Override
        public Outcome finish() {
            return new Outcome.Texts(texts);
        }

        @Override
        public void close() {}
    }

    private static final class InFile implements Writer<Text> {
        private final OutputPath to;
        private final String separator;
        private final AtomicFile file;
        private long count;

        InFile(OutputPath to, String separator) {
            this.to = to;
            this.separator = separator;
            this.file = AtomicFile.create(to.path());
        }

        @Override
        public void write(Text batch) {
            for (String text : batch.texts()) {
                file.output().write(count++ == 0 ? text : separator + text);
            }
        }

        @Override
        public Outcome finish() {
            file.output().write("\n");
            file.complete();
            return new Outcome.Written(to.path(), Counts.of(count, "text"));
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
