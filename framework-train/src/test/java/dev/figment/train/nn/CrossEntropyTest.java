package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sequences of two tokens of three classes; by the definition in double precision. */
class CrossEntropyTest {
    private static final float[] LOGITS = {1, 2, 0.5f, -1, 0, 3, 90, -90, 0, 0.2f, 0.1f, 0.3f};
    private static final int CLASSES = 3;

    private static Map<String, Tensor> run(CrossEntropy loss, long... targets) {
        Graph graph = new Graph("loss");
        Value z = graph.input("logits", ElementType.FLOAT32, Shape.of(2, 2, CLASSES));
        Value t = graph.input("targets", ElementType.INT64, Shape.of(2, 2));
        Value mean = loss.mean(z, t);
        graph.output("each", loss.each(z, t));
        graph.output("mean", mean);
        graph.output("gradient", Gradient.of(mean, List.of(z)).get(0));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "loss")) {
            return model.run(
                    Map.of("logits", Tensor.ofFloats(LOGITS, 2, 2, CLASSES), "targets", Tensor.ofLongs(targets, 2, 2)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void followsItsDefinition(double smoothing) {
        check(new CrossEntropy(smoothing, OptionalLong.empty()), 1, 0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void ignoredTargetsCountForNothing(double smoothing) {
        check(new CrossEntropy(smoothing, OptionalLong.of(-100)), 1, -100, -100, 2);
        check(new CrossEntropy(smoothing, OptionalLong.of(2)), 2, 2, 2, 2);
    }

    private static void check(CrossEntropy loss, long... targets) {
        Map<String, Tensor> found = run(loss, targets);
        double sum = 0;
        int count = 0;
        for (long target : targets) {
            count += loss.ignored().isPresent() && loss.ignored().getAsLong() == target ? 0 : 1;
        }
        for (int i = 0; i < targets.length; i++) {
            boolean counts = loss.ignored().isEmpty() || loss.ignored().getAsLong() != targets[i];
            double total = 0;
            for (int c = 0; c < CLASSES; c++) {
                total += Math.exp(LOGITS[i * CLASSES + c]);
            }
            double expected = 0;
            for (int c = 0; c < CLASSES; c++) {
                double share = Math.exp(LOGITS[i * CLASSES + c]) / total;
                double wanted = loss.labelSmoothing() / CLASSES + (c == targets[i] ? 1 - loss.labelSmoothing() : 0);
                expected -= wanted * (LOGITS[i * CLASSES + c] - Math.log(total));
                assertThat((double) found.get("gradient").floats().get(i * CLASSES + c))
                        .isCloseTo(counts ? (share - wanted) / count : 0, within(1e-6));
            }
            assertThat((double) found.get("each").floats().get(i)).isCloseTo(counts ? expected : 0, within(2e-5));
            sum += counts ? expected : 0;
        }
        assertThat((double) found.get("mean").floats().get(0)).isCloseTo(sum / Math.max(1, count), within(2e-5));
    }

    @Test
    void namesBothShapes() {
        Graph graph = new Graph("misfit");
        Value z = graph.input("logits", ElementType.FLOAT32, Shape.of(2, 2, CLASSES));
        Value t = graph.input("targets", ElementType.INT64, Shape.of(2, 3));
        assertThatThrownBy(() -> Losses.crossEntropy(z, t))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 2, 3]")
                .hasMessageContaining("[2, 3]");
    }
}
