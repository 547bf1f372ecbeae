package dev.figment.plugin.gpt.model;

import java.util.List;

/**
 * Where a text ends.
 *
 * @param maxTokens new tokens, at most
 * @param stop texts that end it, and are left out of it
 * @param ends tokens that end it, and are left out of it; there may be none
 * @param overflow what is done where the context is too short
 */
public record Limits(int maxTokens, List<String> stop, List<Integer> ends, Overflow overflow) {
    public Limits {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max-tokens must be at least 1, not " + maxTokens);
        }
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "stop must not contain an empty text, which would end every text at once");
        }
        stop = List.copyOf(stop);
        ends = List.copyOf(ends);
    }
}
