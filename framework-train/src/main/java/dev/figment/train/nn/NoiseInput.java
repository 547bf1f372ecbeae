package dev.figment.train.nn;

import dev.figment.train.graph.Value;

/**
 * An input of a network that is filled with new random numbers in every step.
 *
 * @param path dotted: {@code decoder.dropout.mask}
 */
public record NoiseInput(String path, Value value, Noise noise) {}
