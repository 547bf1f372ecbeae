package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Description;

/** The component {@code bytes}: a token for each byte of UTF-8, and {@code <|endoftext|>}. */
public final class Bytes implements Delegating {
    /** It has no keys. */
    @Description("A token for each byte of UTF-8, and one for the end of a text: 257 in all, for any text")
    public record Config() {}

    private final ByteLevelBpe tokenizer = BpeTrainer.bytes();

    public Bytes(Config config) {}

    @Override
    public PromptTokenizer tokenizer() {
        return tokenizer;
    }
}
