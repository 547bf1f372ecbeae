package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import org.junit.jupiter.api.Test;

/** What every {@link Prior} keeps to. */
public interface PriorContract {
    /** The prior under test. */
    Prior prior();

    @Test
    default void drawsAsManyLatentsAsAsked() {
        for (int count : new int[] {0, 1, 7}) {
            Latents drawn = prior().sample(count, new Position(new Seed(1), 0));
            assertThat(drawn.size()).as("latents").isEqualTo(count);
            new Samples<>(Medium.LATENTS).requireAllowed(drawn);
        }
    }

    @Test
    default void drawsTheSameWhereverBatchesAreCut() {
        Samples<Latents> samples = new Samples<>(Medium.LATENTS);
        Seed seed = new Seed(5);
        Latents together = samples.requireDifferent(prior().sample(7, new Position(seed, 3)));
        for (int i = 0; i < together.size(); i++) {
            Latents alone = prior().sample(1, new Position(seed, 3 + i));
            samples.requireEqual("latent " + i, alone, samples.rows(together, i, i + 1), 0);
        }
    }

    @Test
    default void drawsFromTheSeed() {
        Latents one = prior().sample(3, new Position(new Seed(1), 0));
        Latents again = prior().sample(3, new Position(new Seed(1), 0));
        Latents other = prior().sample(3, new Position(new Seed(2), 0));
        new Samples<>(Medium.LATENTS).requireEqual("the same seed", again, one, 0);
        assertThat(other.mean().bytes())
                .as("latents of another seed")
                .isNotEqualTo(one.mean().bytes());
    }
}
