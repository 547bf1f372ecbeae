package org.example.melody.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import dev.figment.testkit.SamplerContract;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleSamplerTest implements SamplerContract {
    @Override
    public Sampler sampler() {
        return TinyMelodies.sampler();
    }

    @ParameterizedTest
    @CsvSource({
        "C, MAJOR, 60 62 64 65 67 69 71",
        "D, MAJOR, 62 64 66 67 69 71 61",
        "A, MINOR, 60 62 64 65 67 69 71",
        "G, PENTATONIC, 67 69 71 62 64"
    })
    void allNotesOfTheScaleComeAndNoOther(String tonic, Mode mode, String pitches) {
        Sampler sampler = new ScaleSampler(new ScaleSampler.Config(tonic, mode, 1));
        Set<Integer> drawn = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            FloatBuffer logits = FloatBuffer.allocate(Events.TOKENS);
            for (int token = 0; token < Events.TOKENS; token++) {
                int event = Events.event(token);
                logits.put(token, event >= 60 && event < 72 ? 0 : Float.NEGATIVE_INFINITY);
            }
            drawn.add(Events.event(sampler.sample(logits, IntBuffer.allocate(0), new SplittableRandom(i))));
        }
        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(pitches.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void aNoteThatAloneIsPossibleIsTakenWhateverTheScale() {
        FloatBuffer logits = FloatBuffer.allocate(Events.TOKENS);
        for (int token = 0; token < Events.TOKENS; token++) {
            logits.put(token, Events.event(token) == 61 ? 0 : Float.NEGATIVE_INFINITY);
        }
        int token = sampler().sample(logits, IntBuffer.allocate(0), new SplittableRandom(1));
        assertThat(Events.event(token)).isEqualTo(61);
    }

    @Test
    void aLowTemperatureTakesTheLikeliest() {
        Sampler cold = new ScaleSampler(new ScaleSampler.Config("C", Mode.MAJOR, 0.001));
        FloatBuffer logits = FloatBuffer.allocate(Events.TOKENS);
        new Seed(1).fillNormal(logits);
        logits.flip();
        logits.put(Events.token(64), 10);
        for (int i = 0; i < 20; i++) {
            assertThat(Events.event(cold.sample(logits, IntBuffer.allocate(0), new SplittableRandom(i))))
                    .isEqualTo(64);
        }
    }

    @Test
    void keysThatAreNoScaleAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleSampler.Config("H", Mode.MAJOR, 1))
                .withMessageContaining("tonic must be one of C, C#");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleSampler.Config("C", Mode.MAJOR, 0))
                .withMessageContaining("temperature must be greater than 0");
    }
}
