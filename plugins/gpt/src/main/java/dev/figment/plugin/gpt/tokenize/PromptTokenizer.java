package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;

/** A tokenizer that also reads prompts in which special tokens are spelled out, such as those of a chat template. */
public interface PromptTokenizer extends Tokenizer {
    /** As {@link #encode}, with the tokens that the model expects before and after a whole text, if there are any. */
    default int[] encodeWhole(String text) {
        return encode(text);
    }

    /** As {@link #encode}, but a special token that is spelled out becomes its id. */
    int[] encodePrompt(String prompt);

    /**
     * What a token adds to a text, in UTF-8; maybe a part of a character. Empty for a special token.
     *
     * @throws dev.figment.api.error.FigmentException if that depends on the tokens around it
     */
    byte[] textBytes(int id);
}
