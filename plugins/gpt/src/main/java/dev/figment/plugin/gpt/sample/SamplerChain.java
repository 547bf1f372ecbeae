package dev.figment.plugin.gpt.sample;

import dev.figment.api.Sampler;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes the logits by one stage after the other, in the user's order, and then takes a token. */
public final class SamplerChain implements Sampler {
    /** How a token is taken from what the stages leave. */
    public enum Draw {
        /** At random, with the probability that it has. */
        MULTINOMIAL,
        /** The likeliest one; of equally likely ones, that with the smallest id. */
        GREEDY
    }

    /** The keys of the component. */
    @Description("Chooses the next token: stages change the logits, one after the other, and then one token is taken")
    public record Config(
            @Description("Stages in the order in which they work") @Default("[]")
            List<Stage> stages,

            @Description(
                    "How a token is taken then: multinomial, at random with the probability that it has; or greedy, the"
                            + " likeliest")
            @Default("multinomial")
            Draw draw) {
        public Config {
            stages = List.copyOf(stages);
        }
    }

    private final Config config;

    public SamplerChain(Config config) {
        this.config = config;
    }

    @Override
    public int sample(FloatBuffer logits, IntBuffer history, RandomGenerator random) {
        float[] values = new float[logits.remaining()];
        logits.get(logits.position(), values);
        Candidates candidates = new Candidates(values);
        for (Stage stage : config.stages) {
            stage.apply(candidates, history);
        }
        float[] left = candidates.logits();
        float largest = Selection.largest(left);
        if (!(largest > Float.NEGATIVE_INFINITY)) {
            throw FigmentException.run(
                    Problem.of("no-token-left", "", "the stages of the sampler forbid every token: " + config.stages)
                            .fix("ban fewer tokens, or let sequences repeat"));
        }
        return candidates.id(config.draw == Draw.GREEDY ? likeliest(left, largest) : drawn(left, largest, random));
    }

    private static int likeliest(float[] values, float largest) {
        int index = 0;
        while (values[index] != largest) {
            index++;
        }
        return index;
    }

    private static int drawn(float[] values, float largest, RandomGenerator random) {
        double[] weights = new double[values.length];
        double sum = 0;
        for (int id = 0; id < values.length; id++) {
            weights[id] = values[id] == Float.NEGATIVE_INFINITY ? 0 : Math.exp(values[id] - largest);
            sum += weights[id];
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int id = 0; id < values.length; id++) {
            if (values[id] > Float.NEGATIVE_INFINITY) {
                last = id;
                left -= weights[id];
                if (left < 0) {
                    return id;
                }
            }
        }
        return last;
    }

    @Override
    public String toString() {
        return config.stages + ", " + config.draw;
    }
}
