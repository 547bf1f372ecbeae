package dev.figment.plugin.gpt.model;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import dev.figment.plugin.gpt.constrain.Matching;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How the tokens of one text are chosen.
 *
 * @param matching what the text must become; anything where it is null
 * @param seed all randomness comes from it: that of the n-th new token from {@code seed.at(n)}
 */
record Choice(Sampler sampler, @Nullable Matching matching, Seed seed) {
    /**
     * Chooses a token.
     *
     * @param made new tokens before it
     * @param left new tokens that may come with it
     */
    int choose(FloatBuffer logits, IntBuffer history, int made, int left) {
        if (matching != null) {
            matching.restrict(logits, left);
        }
        Seed own = seed.at(made);
        long[] drawn = {0};
        RandomGenerator random = () -> own.bits(drawn[0]++);
        return sampler.sample(logits, history, random);
    }

    /** It does not end the text. */
    void accept(int id) {
        if (matching != null) {
            matching.accept(id);
        }
    }

    /** Whether nothing can follow. */
    boolean isOver() {
        return matching != null && matching.isOver();
    }
}
