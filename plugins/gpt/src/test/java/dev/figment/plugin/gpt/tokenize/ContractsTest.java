package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import dev.figment.testkit.TokenizerContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Learned tokenizers keep to what tokenizers promise. */
class ContractsTest {
    private static final List<String> TEXTS =
            List.of("two words", "café, Straße, 東京", "two  blanks,\n\na line\tand a tab ");

    @Nested
    class Characters implements TokenizerContract {
        @Override
        public Tokenizer tokenizer() {
            return new TokenizerConfig.Chars().learn(TEXTS).tokenizer();
        }

        @Override
        public List<String> texts() {
            return TEXTS;
        }
    }

    @Nested
    class OfBytes implements TokenizerContract {
        @Override
        public Tokenizer tokenizer() {
            return new TokenizerConfig.Bytes().learn(TEXTS).tokenizer();
        }
    }

    @Nested
    class Pairs implements TokenizerContract {
        @Override
        public Tokenizer tokenizer() {
            return new TokenizerConfig.Bpe(300, List.of("<|user|>"))
                    .learn(TEXTS)
                    .tokenizer();
        }
    }
}
