package dev.figment.plugin.vae.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Generator;
import dev.figment.api.Images;
import dev.figment.api.Labels;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleClassesTest {
    /** One pixel: the class, plus something below ½ that is drawn. */
    private static final Generator<Labels, Images> FAKE = (labels, at) -> {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, labels.size(), 1, 1, 1);
        for (int i = 0; i < labels.size(); i++) {
            double drawn = at.seed(i).uniform(0) / 2;
            pixels.floats().put(i, (float) (labels.indices().longs().get(i) + drawn));
        }
        return Images.of(pixels);
    };

    private static SampleClasses.Config config(List<Integer> classes, int count, int batch) {
        return new SampleClasses.Config(new ComponentRef("digits"), classes, count, batch);
    }

    private static List<Float> pixels(int batch, List<String> names) {
        List<Float> pixels = new ArrayList<>();
        SampleClasses step = new SampleClasses(config(List.of(7, 3), 3, batch), FAKE);
        try (Batches<Images> batches = step.open(new Seed(4))) {
            while (batches.hasNext()) {
                Images images = batches.next();
                assertThat(images.size()).isLessThanOrEqualTo(batch);
                for (float pixel : images.pixels().toFloatArray()) {
                    pixels.add(pixel);
                }
                names.addAll(images.names());
            }
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 100})
    void givesAsManyOfEachClassInTheirOrderTheSameInAnyBatch(int batch) {
        List<String> names = new ArrayList<>();
        List<Float> pixels = pixels(batch, names);
        assertThat(pixels).isEqualTo(pixels(4, new ArrayList<>())).doesNotHaveDuplicates();
        assertThat(pixels.stream().map(pixel -> (int) Math.floor(pixel))).containsExactly(7, 7, 7, 3, 3, 3);
        assertThat(names)
                .startsWith("class-7-0", "class-7-1")
                .endsWith("class-3-5")
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(List.of(), 1, 1))
                .withMessage("classes must name at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(List.of(-1), 1, 1))
                .withMessage("classes are numbers from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(List.of(1), 0, 1))
                .withMessage("count must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(List.of(1), 1, 0))
                .withMessage("batch must be at least 1");
    }
}
