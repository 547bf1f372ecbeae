package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.OptionalInt;

/**
 * A tokenizer that a model is trained with.
 *
 * @param json its file, {@code tokenizer.json}
 * @param endOfText the token that stands after each text, if the vocabulary has one
 */
public record LearnedTokenizer(PromptTokenizer tokenizer, byte[] json, OptionalInt endOfText) {
    /** The name of the token that stands after each text, as in GPT-2 (Radford et al. 2019). */
    public static final String END_OF_TEXT = "<|endoftext|>";

    /** With the token that its vocabulary has for the end of a text. */
    static LearnedTokenizer of(PromptTokenizer tokenizer, byte[] json) {
        return new LearnedTokenizer(tokenizer, json, tokenizer.specialToken(END_OF_TEXT));
    }

    /** What is wrong with texts in which there is nothing to learn from. */
    static FigmentException empty() {
        return FigmentException.user(
                Problem.of("empty-text", "", "the texts are empty, so there is nothing to learn a tokenizer from")
                        .fix("name texts that hold something"));
    }
}
