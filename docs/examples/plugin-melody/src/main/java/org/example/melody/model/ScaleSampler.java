package org.example.melody.model;

import dev.figment.api.Sampler;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the next event of a melody: no note that is not of the scale, if there is another choice. */
public final class ScaleSampler implements Sampler {
    private static final List<String> TONICS = List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

    /** The keys of {@code scale-sampler}. */
    @Description("Draws the next note of a melody from a scale")
    public record Config(
            @Description("the note that the scale begins with: C, C#, D, …, B") @Default("C")
            String tonic,

            @Description("major, minor (natural) or pentatonic") @Default("major")
            Mode mode,

            @Description("greater than 0; below 1, likely notes come more often than the model says") @Default("1")
            double temperature) {
        public Config {
            if (!TONICS.contains(tonic)) {
                throw new IllegalArgumentException("tonic must be one of " + String.join(", ", TONICS));
            }
            if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("temperature must be greater than 0, not " + temperature);
            }
        }
    }

    private final Config config;
    private final int tonic;

    public ScaleSampler(Config config) {
        this.config = config;
        this.tonic = TONICS.indexOf(config.tonic);
    }

    @Override
    public int sample(FloatBuffer logits, IntBuffer history, RandomGenerator random) {
        double[] weights = weights(logits, true);
        return draw(sum(weights) > 0 ? weights : weights(logits, false), random);
    }

    private double[] weights(FloatBuffer logits, boolean ofScale) {
        int start = logits.position();
        float highest = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < logits.remaining(); token++) {
            highest = !ofScale || isOfScale(token) ? Math.max(highest, logits.get(start + token)) : highest;
        }
        double[] weights = new double[logits.remaining()];
        for (int token = 0; token < weights.length && highest > Float.NEGATIVE_INFINITY; token++) {
            weights[token] = !ofScale || isOfScale(token)
                    ? Math.exp((logits.get(start + token) - highest) / config.temperature)
                    : 0;
        }
        return weights;
    }

    private boolean isOfScale(int token) {
        int event = Events.event(token);
        return event < 0 || config.mode.has(Math.floorMod(event - tonic, 12));
    }

    private static int draw(double[] weights, RandomGenerator random) {
        double left = random.nextDouble() * sum(weights);
        int last = 0;
        for (int token = 0; token < weights.length; token++) {
            if (weights[token] > 0) {
                last = token;
                left -= weights[token];
                if (left < 0) {
                    return token;
                }
            }
        }
        return last;
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
