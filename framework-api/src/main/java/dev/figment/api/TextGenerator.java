package dev.figment.api;

import java.util.stream.Stream;

/**
 * A generator of texts that gives each piece as soon as it is written. Implementations are safe for use by several threads, and
 * may write several texts at once.
 */
public interface TextGenerator extends Generator<Text, Text> {
    /**
     * Continues a prompt. Whoever takes the next piece waits until it is written; closing the stream ends the text, at any
     * piece.
     *
     * @param seed all randomness comes from it
     * @return the continuation without the prompt, never cut within a character; its end is the text's
     * @throws dev.figment.api.error.FigmentException if the prompt does not fit the model
     */
    Stream<String> stream(String prompt, Seed seed);
}
