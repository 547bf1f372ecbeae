package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import java.util.List;

/** The component {@code bpe}: byte-level byte-pair encoding, as in GPT-2, from a file of tokens and a file of merges. */
public final class Bpe implements Delegating {
    /** The keys of the component. */
    @Description("Byte-level byte-pair encoding from a file of tokens and a file of merges")
    public record Config(
            @Description("The tokens and their ids: encoder.json of GPT-2, vocab.json of others")
            InputPath vocabulary,

            @Description("The merges, one a line: vocab.bpe of GPT-2, merges.txt of others")
            InputPath merges,

            @Description("The model by whose rule texts are cut into words") @Default("gpt2")
            WordRule words,

            @Description(
                    "Special tokens; those that are not in the vocabulary get the ids after it. A token of the vocabulary that"
                            + " no merge gives is special without being named")
            @Default("[]")
            List<String> special) {
        public Config {
            special = List.copyOf(special);
            if (special.contains("")) {
                throw new IllegalArgumentException("special must hold no empty token");
            }
        }
    }

    private final ByteLevelBpe tokenizer;

    public Bpe(Config config) {
        this.tokenizer = MergesFiles.read(config.vocabulary.path(), config.merges.path(), config.words, config.special);
    }

    @Override
    public PromptTokenizer tokenizer() {
        return tokenizer;
    }
}
