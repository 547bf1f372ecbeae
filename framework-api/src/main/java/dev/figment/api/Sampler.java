package dev.figment.api;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;

/** Chooses the next token. Implementations hold no state and are safe for use by several threads. */
public interface Sampler {
    /**
     * @param logits unnormalised log-probabilities, one for each token of the vocabulary; may be overwritten
     * @param history the ids before, oldest first
     * @param random the only source of randomness
     * @return the id chosen, from 0 to the number of logits less one
     */
    int sample(FloatBuffer logits, IntBuffer history, RandomGenerator random);
}
