package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.plugin.gpt.files.NewFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The step {@code learn-tokenizer}: learns a tokenizer from the texts that flow by, and writes its {@code tokenizer.json}. */
public final class LearnTokenizer implements Sink<Text> {
    /** The keys of the step. */
    @Description("Learns a tokenizer from texts")
    public record Config(
            @Description("The file to write, as Hugging Face's tokenizers read it: tokenizer.json")
            OutputPath to,

            @Description("What is learned") @Default("bpe") TokenizerConfig tokenizer) {}

    private final Config config;

    public LearnTokenizer(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Text> open(Seed seed) {
        return new Learning(config);
    }

    private static final class Learning implements Writer<Text> {
        private final Config config;
        private final List<String> texts = new ArrayList<>();
        private @Nullable NewFile file;

        Learning(Config config) {
            this.config = config;
        }

        @Override
        public void write(Text batch) {
            texts.addAll(batch.texts());
        }

        @Override
        public Outcome finish() {
            LearnedTokenizer learned = config.tokenizer.learn(texts);
            Path to = config.to.path();
            file = NewFile.write(to, learned.json());
            long characters = texts.stream().mapToLong(String::length).sum();
            return new Outcome.Written(
                    to,
                    String.format(
                            Locale.ROOT,
                            "%,d tokens, learned from %,d characters",
                            learned.tokenizer().vocabularySize(),
                            characters));
        }

        @Override
        public void publish() {
            if (file != null) {
                file.publish();
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
