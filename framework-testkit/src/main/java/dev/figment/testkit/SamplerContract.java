package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Sampler} keeps to. */
public interface SamplerContract {
    /** The sampler under test. */
    Sampler sampler();

    /** How many tokens there are. */
    default int vocabularySize() {
        return 20;
    }

    @Test
    default void choosesATokenOfTheVocabulary() {
        for (int i = 0; i < 200; i++) {
            assertThat(choose(i)).as("the token").isBetween(0, vocabularySize() - 1);
        }
    }

    @Test
    default void choosesTheSameFromTheSameRandomness() {
        for (int i = 0; i < 50; i++) {
            assertThat(choose(i)).isEqualTo(choose(i));
        }
    }

    @Test
    default void neverChoosesATokenOfProbabilityZero() {
        for (int i = 0; i < 200; i++) {
            FloatBuffer logits = logits(i);
            for (int token = 0; token < vocabularySize(); token++) {
                if (token % 3 != 1) {
                    logits.put(token, Float.NEGATIVE_INFINITY);
                }
            }
            int chosen = sampler().sample(logits, history(), new SplittableRandom(i));
            assertThat(chosen % 3).as("a token whose logit is finite").isEqualTo(1);
        }
    }

    @Test
    default void leavesTheHistoryAsItIs() {
        IntBuffer history = history();
        int chosen = sampler().sample(logits(1), history, new SplittableRandom(1));
        assertThat(chosen).isNotNegative();
        assertThat(history).isEqualTo(history());
    }

    @Test
    default void choosesTheFirstTokenWithoutAHistory() {
        int chosen = sampler().sample(logits(1), IntBuffer.allocate(0), new SplittableRandom(1));
        assertThat(chosen).isBetween(0, vocabularySize() - 1);
    }

    @Test
    default void choosesTheSameOnSeveralThreads() {
        List<Integer> alone = IntStream.range(0, 200).mapToObj(this::choose).toList();
        List<Integer> together =
                IntStream.range(0, 200).parallel().mapToObj(this::choose).toList();
        assertThat(together).isEqualTo(alone);
    }

    private int choose(int seed) {
        return sampler().sample(logits(seed), history(), new SplittableRandom(seed));
    }

    private FloatBuffer logits(int seed) {
        FloatBuffer logits = FloatBuffer.allocate(vocabularySize());
        new Seed(seed).fillNormal(logits);
        return logits.flip();
    }

    private IntBuffer history() {
        return IntBuffer.wrap(new int[] {0, vocabularySize() - 1, 1});
    }
}
