package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batches;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.mixture.Covariance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMixtureTest {
    private static final ComponentRef WITH = new ComponentRef("with");

    @TempDir
    Path folder;

    /** Ten dark images and ten light ones. */
    @BeforeEach
    void draw() {
        List<String> names = new ArrayList<>();
        float[] greys = new float[20];
        for (int i = 0; i < 20; i++) {
            names.add("i" + i);
            greys[i] = (i < 10 ? 20 + i : 220 + i) / 255f;
        }
        Flow.pipeline(
                        Flow.of(Flow.images(1, 2, names, greys)),
                        new WriteImages(new WriteImages.Config(Flow.to(folder, "many"))))
                .run();
    }

    private SampleMixture.Config config(int count, int components, Covariance covariance, int batch) {
        return new SampleMixture.Config(
                WITH, count, new DataRef("many", folder), components, covariance, 1e-4, null, 1, batch);
    }

    private SampleMixture step(SampleMixture.Config config) {
        return new SampleMixture(config, new Flow.Twice(1, 2), Flow.datasets(folder));
    }

    private List<Float> drawn(SampleMixture.Config config, Seed seed) {
        List<Float> values = new ArrayList<>();
        try (Batches<Latents> batches = step(config).open(seed)) {
            while (batches.hasNext()) {
                Latents next = batches.next();
                assertThat(next.mean().dim(1)).isEqualTo(2);
                for (float value : next.mean().toFloatArray()) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** Latents are twice the greys less one: dark ones around −0.81, light ones around 0.84. */
    @Test
    void drawsWhereTheImagesAre() {
        for (Covariance covariance : Covariance.values()) {
            List<Float> values = drawn(config(60, 2, covariance, 256), new Seed(3));
            assertThat(values)
                    .hasSize(120)
                    .allSatisfy(value -> assertThat(Math.abs(value)).isCloseTo(0.82f, within(0.13f)));
            assertThat(values.stream().filter(value -> value > 0).count()).isBetween(30L, 90L);
        }
    }

    @Test
    void drawsTheSameWhateverTheBatchSize() {
        List<Float> all = drawn(config(10, 2, Covariance.FULL, 256), new Seed(3));
        assertThat(drawn(config(10, 2, Covariance.FULL, 1), new Seed(3))).isEqualTo(all);
        assertThat(drawn(config(17, 2, Covariance.FULL, 3), new Seed(3)).subList(0, 20))
                .isEqualTo(all);
        assertThat(drawn(config(10, 2, Covariance.FULL, 10), new Seed(4))).doesNotContainAnyElementsOf(all);
    }

    @Test
    void needsTwiceAsManyImagesAsComponents() {
        assertThat(drawn(config(1, 10, Covariance.FULL, 1), new Seed(1))).hasSize(2);
        assertThatThrownBy(() -> step(config(1, 11, Covariance.FULL, 1)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("many: it has 20 images, and a mixture of 11 Gaussians needs at least 22")
                .hasMessageContaining("give 'components' a smaller number");
    }

    @Test
    void longLatentsNeedADiagonalCovariance() {
        Flow.pipeline(
                        Flow.of(Flow.images(40, 30, List.of("a", "b"), 0.2f, 0.4f)),
                        new WriteImages(new WriteImages.Config(Flow.to(folder, "large"))))
                .run();
        for (Covariance covariance : Covariance.values()) {
            SampleMixture step = new SampleMixture(
                    new SampleMixture.Config(WITH, 1, new DataRef("large", folder), 1, covariance, 1e-4, null, 1, 1),
                    new Flow.Twice(40, 30),
                    Flow.datasets(folder));
            try (Batches<Latents> batches = step.open(new Seed(1))) {
                if (covariance == Covariance.DIAGONAL) {
                    assertThat(batches.next().mean().shape()).containsExactly(1, 1200);
                } else {
                    assertThatThrownBy(batches::next)
                            .isInstanceOf(FigmentException.class)
                            .hasMessageContaining("1200 numbers")
                            .hasMessageContaining("set 'covariance: diagonal'");
                }
            }
        }
    }

    @Test
    void checksItsKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(0, 1, Covariance.FULL, 1))
                .withMessage("count is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(1, 0, Covariance.FULL, 1))
                .withMessage("components is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleMixture.Config(
                        WITH, 1, new DataRef("many", folder), 1, Covariance.FULL, 0, null, null, 1))
                .withMessage("floor is a number greater than 0, not 0.0");
    }
}
