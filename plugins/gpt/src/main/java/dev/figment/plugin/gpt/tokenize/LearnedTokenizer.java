package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import java.util.OptionalInt;

/**
 * A tokenizer that a model is trained with.
 *
 * @param json its file, {@code tokenizer.json}
 * @param endOfText the token that stands after each text, if the vocabulary has one
 */
public record LearnedTokenizer(Tokenizer tokenizer, byte[] json, OptionalInt endOfText) {
    /** The name of the token that stands after each text, as in GPT-2 (Radford et al. 2019). */
    public static final String END_OF_TEXT = "<|endoftext|>";

    /** With the token that its vocabulary has for the end of a text. */
    static LearnedTokenizer of(Tokenizer tokenizer, byte[] json) {
        return new LearnedTokenizer(tokenizer, json, tokenizer.specialToken(END_OF_TEXT));
    }
}
