package dev.figment.plugin.vae.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Objective.Loss;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoderBodyTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);

    static Stream<CoderBody> bodies() {
        return Stream.of(
                new Mlp(List.of(6, 4), Activation.TANH),
                new Convolutional(List.of(3, 4), 5, UpSampling.RESIZE, Activation.TANH),
                new Convolutional(List.of(3, 4), 0, UpSampling.TRANSPOSED, Activation.TANH),
                new Residual(List.of(3, 4), 2, 5, UpSampling.RESIZE, Activation.TANH),
                new Residual(List.of(2), 1, 0, UpSampling.TRANSPOSED, Activation.TANH));
    }

    private static List<Value> decoded(CoderBody body, Shape latents, List<Long> shape) {
        Graph graph = new Graph("decoder");
        Value z = graph.input("z", ElementType.FLOAT32, latents);
        return List.of(body.decode(Scope.training(graph), z, shape));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void decodesToOddHeightsWidthsAndAnyChannels(CoderBody body) {
        for (List<Long> shape : List.of(List.of(1L, 28L, 28L), List.of(3L, 7L, 10L), List.of(4L, 1L, 3L))) {
            Value image = decoded(body, Shape.batch("N", 2), shape).get(0);
            assertThat(image.shape()).isEqualTo(Shape.batch("N", shape.get(0), shape.get(1), shape.get(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void decodesToSeriesOfAnyLength(CoderBody body) {
        for (List<Long> shape : List.of(List.of(1L, 64L), List.of(3L, 13L), List.of(2L, 1L))) {
            Value series = decoded(body, Shape.batch("N", 2), shape).get(0);
            assertThat(series.shape()).isEqualTo(Shape.batch("N", shape.get(0), shape.get(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theGradientsForSeriesAgreeWithDifferences(CoderBody body) {
        assertThatCode(() -> GradientCheck.on(MODELS)
                        .objective(
                                (scope, in) -> {
                                    Value features = body.encode(scope, in.get("x"));
                                    Value series = body.decode(scope, features, List.of(2L, 7L));
                                    return new Loss(Reductions.mean(Activation.TANH.apply(scope, series)), Map.of());
                                },
                                Map.of("x", Tensor.ofFloats(ramp(2 * 2 * 7), 2, 2, 7))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theGradientsOfBothNetworksAgreeWithDifferences(CoderBody body) {
        assertThatCode(() -> GradientCheck.on(MODELS)
                        .objective(
                                (scope, in) -> {
                                    Value features = body.encode(scope, in.get("x"));
                                    Value image = body.decode(scope, features, List.of(2L, 5L, 6L));
                                    return new Loss(Reductions.mean(Activation.TANH.apply(scope, image)), Map.of());
                                },
                                Map.of("x", Tensor.ofFloats(ramp(2 * 2 * 5 * 6), 2, 2, 5, 6))))
                .doesNotThrowAnyException();
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % 61) / 61f;
        }
        return values;
    }

    @Test
    void aLevelHalvesAndRoundsUp() {
        assertThat(Sizes.halved(28, 3)).containsExactly(28L, 14L, 7L, 4L);
        assertThat(Sizes.halved(1, 2)).containsExactly(1L, 1L, 1L);
    }

    @Test
    void theEncoderRoundsSizesUp() {
        CoderBody body = new Convolutional(List.of(2, 2, 2), 0, UpSampling.RESIZE, Activation.TANH);
        Graph graph = new Graph("encoder");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 1, 11, 9));
        assertThat(body.encode(Scope.training(graph), x).shape()).isEqualTo(Shape.of(1, 2 * 2 * 2));
    }

    @ParameterizedTest
    @CsvSource({"0, 16, widths of at least 1", "4, -1, hidden must not be negative"})
    void refusesWhatIsNoNetwork(int channels, int hidden, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Convolutional(List.of(channels), hidden, UpSampling.RESIZE, Activation.GELU))
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Residual(List.of(channels), 1, hidden, UpSampling.RESIZE, Activation.GELU))
                .withMessageContaining(message);
    }

    @Test
    void refusesNoLevelsNoBlocksAndNoWidth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Convolutional(List.of(), 16, UpSampling.RESIZE, Activation.GELU))
                .withMessage("channels must name at least one level");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Residual(List.of(4), 0, 16, UpSampling.RESIZE, Activation.GELU))
                .withMessage("blocks must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mlp(List.of(4, 0), Activation.GELU))
                .withMessage("hidden must hold widths of at least 1");
    }
}
