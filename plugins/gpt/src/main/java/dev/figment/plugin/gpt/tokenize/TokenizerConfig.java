package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The key {@code tokenizer} of a recipe: how texts become token ids. */
@Default("chars")
@Description("How texts become token ids")
public sealed interface TokenizerConfig {
    /**
     * Makes the tokenizer.
     *
     * @param texts what the model is trained on
     * @throws dev.figment.api.error.FigmentException if it cannot be made of them
     */
    LearnedTokenizer learn(Iterable<String> texts);

    /** A token for each character. */
    @Alternative("chars")
    @Description("A token for each character (Unicode code point) of the training texts")
    record Chars() implements TokenizerConfig {
        @Override
        public LearnedTokenizer learn(Iterable<String> texts) {
            CharTokenizer tokenizer = CharTokenizer.of(texts);
            return LearnedTokenizer.of(tokenizer, TokenizerWriter.write(tokenizer));
        }
    }

    /** A token for each byte. */
    @Alternative("bytes")
    @Description("A token for each byte of UTF-8, and one for the end of a text: 257 in all, for any text")
    record Bytes() implements TokenizerConfig {
        @Override
        public LearnedTokenizer learn(Iterable<String> texts) {
            ByteLevelBpe tokenizer = BpeTrainer.bytes();
            return LearnedTokenizer.of(tokenizer, TokenizerWriter.write(tokenizer));
        }
    }

    /** Byte-level byte-pair encoding. */
    @Alternative("bpe")
    @Description("Byte-level byte-pair encoding, as GPT-2's, learned from the training texts")
    record Bpe(
            @Description("Tokens, at least 257: 256 bytes, the end of a text, special tokens, and merges")
            @Default("8192")
            int vocabulary,

            @Description("Special tokens besides <|endoftext|>, such as <|user|>; their ids come last") @Default("[]")
            List<String> special)
            implements TokenizerConfig {
        public Bpe {
            special = List.copyOf(special);
            Set<String> known = new HashSet<>(Set.of(LearnedTokenizer.END_OF_TEXT));
            for (String token : special) {
                if (token.isBlank() || !known.add(token)) {
                    throw new IllegalArgumentException("special must name each token once, without "
                            + LearnedTokenizer.END_OF_TEXT + " and blank ones, and has '" + token + "'");
                }
            }
            int least = ByteLevelBpe.LEAST + special.size();
            if (vocabulary < least) {
                throw new IllegalArgumentException("vocabulary must be at least " + least + ", not " + vocabulary
                        + ": 256 bytes, and " + (least - 256) + " special");
            }
        }

        @Override
        public LearnedTokenizer learn(Iterable<String> texts) {
            ByteLevelBpe tokenizer = BpeTrainer.train(texts, vocabulary, special);
            return LearnedTokenizer.of(tokenizer, TokenizerWriter.write(tokenizer));
        }
    }

    /** A tokenizer that is there. */
    @Alternative("file")
    @Description("A tokenizer.json that is there")
    record FromFile(@Description("The tokenizer.json") InputPath file) implements TokenizerConfig {
        @Override
        public LearnedTokenizer learn(Iterable<String> texts) {
            byte[] json = TokenizerFile.bytes(file.path());
            return LearnedTokenizer.of(TokenizerFile.read(json, file.toString()), json);
        }
    }
}
