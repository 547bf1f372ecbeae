package dev.figment.plugin.gpt.sample;

import dev.figment.api.Sampler;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;

/** Draws a token with the probability that the model gives it: softmax of the logits. */
public final class Multinomial implements Sampler {
    @Override
    public int sample(FloatBuffer logits, IntBuffer history, RandomGenerator random) {
        int from = logits.position();
        int count = logits.remaining();
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, logits.get(from + i));
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(logits.get(from + i) - largest);
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(logits.get(from + i) - largest);
            if (weight > 0) {
                last = i;
                left -= weight;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
