package dev.figment.api;

import java.util.stream.Stream;

/** A generator of texts that says of each token how likely it was. Implementations are safe for use by several threads. */
public interface TokenGenerator extends TextGenerator {
    /**
     * The tokens of what {@link #stream} gives for the same prompt and seed, with those of a text that ends it. Closing the stream
     * ends the text.
     *
     * @param alternatives the likeliest tokens of each place that are wanted, at least 0
     * @throws dev.figment.api.error.FigmentException as that does
     */
    Stream<ScoredToken> tokens(String prompt, Seed seed, int alternatives);
}
