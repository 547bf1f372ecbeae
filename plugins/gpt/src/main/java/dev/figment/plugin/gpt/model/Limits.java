package dev.figment.plugin.gpt.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * Where a text ends.
 *
 * @param maxTokens new tokens, at most
 * @param stop texts that end it, and are left out of it
 * @param endOfText the token that ends it
 * @param overflow what is done where the context is too short
 */
public record Limits(int maxTokens, List<String> stop, OptionalInt endOfText, Overflow overflow) {
    public Limits {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max-tokens must be at least 1, not " + maxTokens);
        }
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "stop must not contain an empty text, which would end every text at once");
        }
        stop = List.copyOf(stop);
    }
}
