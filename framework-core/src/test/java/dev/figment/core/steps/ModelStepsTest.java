package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batches;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelStepsTest {
    private static final ComponentRef MODEL = new ComponentRef("model");
    private static final Position AT = new Position(new Seed(1), 0);

    private final Flow.Twice model = new Flow.Twice(1, 2);
    private final Images images = Flow.images(1, 2, List.of("a.png", "b"), 0.5f, 1);

    private List<Float> sampled(int count, int batch, Seed seed) {
        List<Float> values = new ArrayList<>();
        try (Batches<Latents> batches =
                new SampleLatents(new SampleLatents.Config(MODEL, count, batch), model).open(seed)) {
            while (batches.hasNext()) {
                Latents next = batches.next();
                assertThat(next.size()).isLessThanOrEqualTo(batch);
                for (float value : next.mean().toFloatArray()) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    @Test
    void encodesAndDecodes() {
        Latents latents = new Encode<>(new Encode.Config(MODEL), model).apply(images, AT);
        assertThat(latents.mean().toFloatArray()).containsExactly(0, 0, 1, 1);
        assertThat(latents.names()).containsExactly("a.png", "b");
        Images decoded = new Decode<>(new Decode.Config(MODEL), model).apply(latents, AT);
        assertThat(decoded.pixels().toFloatArray()).containsExactly(0.5f, 0.5f, 1, 1);
    }

    @Test
    void putsEachReconstructionBehindItsImage() {
        Reconstruct.Config config = new Reconstruct.Config(MODEL);
        Images both = new Reconstruct(config, model, new Inverting()).apply(images, AT);
        assertThat(both.pixels().shape()).containsExactly(4, 1, 1, 2);
        assertThat(both.pixels().toFloatArray())
                .containsExactly(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 1, 1, 0, 0}, within(1e-6f));
        assertThat(both.names()).containsExactly("a.png", "a-reconstructed.png", "b", "b-reconstructed");
        assertThat(new Reconstruct(config, model, model)
                        .apply(Images.of(images.pixels()), AT)
                        .names())
                .isEmpty();
    }

    @Test
    void refusesAModelThatReconstructsAnotherSize() {
        Reconstruct step = new Reconstruct(new Reconstruct.Config(MODEL), model, new Flow.Twice(2, 1));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Flow.run(Flow.of(images), step))
                .withMessage("test.yaml:2: images of FLOAT32[2, 1, 1, 2] were decoded to FLOAT32[2, 1, 2, 1];"
                        + " use encode and decode where a model changes the size")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
    }

    @Test
    void drawsTheSameWhateverTheBatchSize() {
        List<Float> drawn = sampled(10, 256, new Seed(3));
        assertThat(drawn).hasSize(20).doesNotHaveDuplicates();
        assertThat(sampled(10, 1, new Seed(3))).isEqualTo(drawn);
        assertThat(sampled(10, 3, new Seed(3))).isEqualTo(drawn);
        assertThat(sampled(10, 10, new Seed(3))).isEqualTo(drawn);
        assertThat(sampled(20, 7, new Seed(3)).subList(0, 20)).isEqualTo(drawn);
        assertThat(sampled(10, 10, new Seed(4))).doesNotContainAnyElementsOf(drawn);
    }

    @Test
    void refusesToDrawNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleLatents.Config(MODEL, 0, 1))
                .withMessage("count is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleLatents.Config(MODEL, 1, 0))
                .withMessage("batch is at least 1, not 0");
    }

    /** Decodes to one less the pixels. */
    private static final class Inverting implements dev.figment.api.Decoder<Images> {
        @Override
        public Images decode(Latents latents) {
            float[] values = latents.mean().toFloatArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (1 - values[i]) / 2;
            }
            return Images.of(dev.figment.api.Tensor.ofFloats(values, latents.size(), 1, 1, 2));
        }

        @Override
        public long[] latentShape() {
            return new long[] {2};
        }
    }
}
