package dev.figment.api;

import java.util.List;

/**
 * A token that was generated, and how likely the model found it.
 *
 * @param id in the vocabulary
 * @param text what it adds to the text; empty where a character is not complete yet, which the next token then gives with its own
 * @param logProbability its natural logarithm, of the model's own distribution: before a sampler or a constraint changes it
 * @param alternatives the likeliest tokens at this place, likeliest first, whether chosen or not; as many as were asked for
 */
public record ScoredToken(int id, String text, double logProbability, List<Alternative> alternatives) {
    /**
     * A token that might have stood there.
     *
     * @param logProbability as that of the one that was chosen
     */
    public record Alternative(int id, double logProbability) {}

    public ScoredToken {
        alternatives = List.copyOf(alternatives);
    }
}
