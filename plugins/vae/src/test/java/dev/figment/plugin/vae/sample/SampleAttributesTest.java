package dev.figment.plugin.vae.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Attribute;
import dev.figment.api.AttributeGenerator;
import dev.figment.api.Attributes;
import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleAttributesTest {
    /** Three pixels: both attributes, and something that is drawn. */
    private static final class Fake implements AttributeGenerator<Images> {
        @Override
        public List<Attribute> attributes() {
            return List.of(new Attribute("age", 20, 70), new Attribute("glasses", 0, 1));
        }

        @Override
        public Images generate(Attributes condition, Position at) {
            Tensor pixels = Tensor.allocate(ElementType.FLOAT32, condition.size(), 1, 1, 3);
            for (int i = 0; i < condition.size(); i++) {
                pixels.rows(i, i + 1)
                        .floats()
                        .put(condition.values().rows(i, i + 1).floats())
                        .put((float) at.seed(i).uniform(0));
            }
            return Images.of(pixels);
        }
    }

    private static SampleAttributes.Config config(
            Map<String, Double> attributes, Map<String, List<Double>> vary, int count, int batch) {
        return new SampleAttributes.Config(new ComponentRef("faces"), attributes, vary, count, batch);
    }

    private static List<List<Float>> drawn(SampleAttributes.Config config, List<String> names) {
        List<List<Float>> drawn = new ArrayList<>();
        try (Batches<Images> batches = new SampleAttributes(config, new Fake()).open(new Seed(4))) {
            while (batches.hasNext()) {
                Images images = batches.next();
                for (int i = 0; i < images.size(); i++) {
                    float[] pixels = images.pixels().rows(i, i + 1).toFloatArray();
                    drawn.add(List.of(pixels[0], pixels[1], pixels[2]));
                }
                names.addAll(images.names());
            }
        }
        return drawn;
    }

    @Test
    void drawsAsManyWithWhatIsAskedFor() {
        List<String> names = new ArrayList<>();
        List<List<Float>> drawn = drawn(config(Map.of("glasses", 1.0, "age", 33.5), Map.of(), 3, 64), names);
        assertThat(drawn)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(pixels -> assertThat(pixels).startsWith(33.5f, 1f));
        assertThat(names).containsExactly("sample-0", "sample-1", "sample-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void whatVariesIsDrawnByOneChanceInAnyBatch(int batch) {
        List<String> names = new ArrayList<>();
        List<List<Float>> drawn =
                drawn(config(Map.of("age", 30.0), Map.of("glasses", List.of(0.0, 0.5, 1.0)), 3, batch), names);
        assertThat(drawn.stream().map(pixels -> pixels.get(1)))
                .containsExactly(0f, 0.5f, 1f, 0f, 0.5f, 1f, 0f, 0.5f, 1f);
        assertThat(drawn.stream().map(pixels -> pixels.get(2)).distinct()).hasSize(3);
        assertThat(drawn.get(0).get(2))
                .isEqualTo(drawn.get(2).get(2))
                .isEqualTo(drawn(config(Map.of("age", 30.0, "glasses", 1.0), Map.of(), 1, 1), new ArrayList<>())
                        .get(0)
                        .get(2));
        assertThat(names).startsWith("sample-0-1", "sample-0-2").endsWith("sample-2-3");
    }

    @Test
    void severalThatVaryAreCombinedTheLastOfThemFirst() {
        Map<String, List<Double>> vary = new LinkedHashMap<>();
        vary.put("glasses", List.of(0.0, 1.0));
        vary.put("age", List.of(20.0, 70.0));
        assertThat(drawn(config(Map.of(), vary, 1, 1), new ArrayList<>()).stream()
                        .map(pixels -> pixels.subList(0, 2)))
                .containsExactly(List.of(20f, 0f), List.of(70f, 0f), List.of(20f, 1f), List.of(70f, 1f));
    }

    @Test
    void allThatIsWrongWithWhatIsAskedForIsSaidAtOnce() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> drawn(
                        config(Map.of("glases", 1.0), Map.of("age", List.of(19.0, 20.0, 71.5)), 1, 1),
                        new ArrayList<>()))
                .withMessage(String.join(
                        "\n",
                        "'faces' has no attribute 'glases'; there is: age, glasses; did you mean 'glasses'?",
                        "'age' cannot be 19, 71.5: 'faces' was trained with numbers from 20 to 70; ask for one of these",
                        "'faces' needs the attribute 'glasses', too, and no number is given for it; add it to"
                                + " 'attributes', with a number from 0 to 1"))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of(), Map.of(), 1, 1))
                .withMessage("attributes or vary must name at least one attribute");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of(), Map.of("age", List.of()), 1, 1))
                .withMessage("vary has no numbers for 'age'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of("age", 30.0), Map.of("age", List.of(20.0)), 1, 1))
                .withMessage("vary and attributes exclude each other, and both name 'age'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of("age", 30.0), Map.of(), 0, 1))
                .withMessage("count must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of("age", 30.0), Map.of(), 1, 0))
                .withMessage("batch must be at least 1");
    }
}
