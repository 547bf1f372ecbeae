package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConvolutionLayersTest {
    private record Case(String name, Layer layer, List<Long> sample, List<Long> output) {}

    @TestFactory
    Stream<DynamicTest> exportsWhatItEvaluates() {
        List<Long> image = List.of(4L, 8L, 6L);
        List<Long> series = List.of(4L, 12L);
        return Stream.of(
                        new Case("conv1d", Convolution.conv1d(6, 3).pad(1), series, List.of(6L, 12L)),
                        new Case("causal", Convolution.causal1d(6, 2, 4), series, List.of(6L, 12L)),
                        new Case("conv2d", Convolution.conv2d(6, 4).stride(2).pad(1), image, List.of(6L, 4L, 3L)),
                        new Case(
                                "grouped",
                                Convolution.conv2d(6, 3).groups(2).dilation(2).withoutBias(),
                                image,
                                List.of(6L, 4L, 2L)),
                        new Case(
                                "transposed 1d",
                                TransposedConvolution.convTranspose1d(2, 4)
                                        .stride(2)
                                        .pad(1),
                                series,
                                List.of(2L, 24L)),
                        new Case(
                                "transposed 2d",
                                TransposedConvolution.convTranspose2d(6, 3)
                                        .stride(2)
                                        .pad(1)
                                        .outputPadding(1)
                                        .groups(2),
                                image,
                                List.of(6L, 16L, 12L)),
                        new Case("whole", Convolution.conv1d(6, 12), series, List.of(6L, 1L)),
                        new Case("max pool", MaxPool.of(2, 2), image, List.of(4L, 4L, 3L)),
                        new Case(
                                "average pool",
                                new AveragePool(Window.of(3, 3).stride(2).pad(1), false),
                                image,
                                List.of(4L, 4L, 3L)),
                        new Case("global pool", new GlobalAveragePool(), image, List.of(4L)),
                        new Case("nearest", Upsample.nearest(2, 3), image, List.of(4L, 16L, 18L)),
                        new Case("bilinear", Upsample.linear(2, 2), image, List.of(4L, 16L, 12L)),
                        new Case("reflection", SpatialPad.reflection(3, 1), image, List.of(4L, 14L, 8L)),
                        new Case("replication", SpatialPad.replication(1), series, List.of(4L, 14L)),
                        new Case("dropout", new Dropout(0.5), series, series),
                        new Case("wavenet", GatedResidualStack.doubling(5, 2, 3, 2), series, List.of(5L, 12L)))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> {
                    long[] found = LayerExports.check(
                            c.layer,
                            c.sample.stream().mapToLong(Long::longValue).toArray());
                    assertThat(found[0]).isEqualTo(3);
                    assertThat(Shape.of(found).dims().subList(1, found.length)).hasToString(c.output.toString());
                }));
    }

    @Test
    void aWindowOverTheWholeInputIsAProduct() {
        Graph graph = new Graph("whole");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3, 4, 4));
        Value z = graph.input("z", ElementType.FLOAT32, Shape.of(2, 3, 1, 1));
        graph.output("y", scope.apply("critic", Convolution.conv2d(5, 4), x));
        graph.output("image", scope.apply("generator", TransposedConvolution.convTranspose2d(5, 4), z));
        assertThat(graph.nodes()).noneMatch(node -> node.operator().name().startsWith("Conv"));
        Map<String, Value> weights = new HashMap<>();
        scope.parameters().forEach(p -> weights.put(p.path(), p.value()));
        graph.output(
                "y-conv",
                Convolutions.conv(x, weights.get("critic.weight"), Window.of(4, 4), 1, weights.get("critic.bias")));
        graph.output(
                "image-conv",
                Convolutions.transposed(
                        z,
                        weights.get("generator.weight"),
                        Window.of(4, 4),
                        1,
                        List.of(0L, 0L),
                        weights.get("generator.bias")));
        Map<String, Tensor> inputs = new HashMap<>();
        graph.inputs().forEach((name, value) -> {
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, value.shape().sizes());
            new Seed(name.hashCode()).fillNormal(tensor.floats());
            inputs.put(name, tensor);
        });
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "whole")) {
            Map<String, Tensor> found = model.run(inputs);
            for (String name : List.of("y", "image")) {
                Tensor expected = found.get(name + "-conv");
                assertThat(found.get(name).shape()).isEqualTo(expected.shape());
                assertThat(found.get(name).toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
            }
        }
    }

    @Test
    void weightsAndBiasesHavePyTorchsBounds() {
        assertBound(Convolution.conv2d(64, 3).groups(2), 16 * 9);
        assertBound(TransposedConvolution.convTranspose2d(48, 4), 48 * 16);
    }

    /** Both are uniform in ±1/√fan-in, for 32 channels of input. */
    private static void assertBound(Layer layer, long fanIn) {
        Graph graph = new Graph("bounds");
        Scope scope = Scope.training(graph);
        scope.apply("layer", layer, graph.input("x", ElementType.FLOAT32, Shape.of(1, 32, 8, 8)));
        float bound = (float) (1 / Math.sqrt(fanIn));
        for (Parameter parameter : scope.parameters()) {
            float[] values = parameter.initial(new Seed(2)).toFloatArray();
            float largest = 0;
            double squares = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
                squares += (double) value * value / values.length;
            }
            assertThat(largest).as(parameter.path()).isBetween(0.9f * bound, bound);
            boolean many = values.length > 1000;
            assertThat(Math.sqrt(squares)).isCloseTo(bound / Math.sqrt(3), within(bound * (many ? 0.02 : 0.1)));
        }
    }

    @Test
    void anotherInitialisationIsTheWeightsAlone() {
        Graph graph = new Graph("init");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 3, 8, 8));
        scope.apply("layer", Convolution.conv2d(4, 3).init(Init.constant(0.5f)), x);
        List<Parameter> parameters = List.copyOf(scope.parameters());
        assertThat(parameters.get(0).initial(new Seed(1)).toFloatArray()).containsOnly(0.5f);
        assertThat(parameters.get(1).path()).isEqualTo("layer.bias");
        assertThat(parameters.get(1).initial(new Seed(1)).toFloatArray()).doesNotContain(0.5f);
    }

    @Test
    void noOutputOfACausalStackDependsOnALaterInput() {
        GatedResidualStack stack = GatedResidualStack.doubling(3, 2, 3, 1);
        assertThat(stack.receptiveField()).isEqualTo(8);
        Graph graph = new Graph("causal");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2, 20));
        graph.output("y", scope.apply("stack", stack, x));
        Map<String, Tensor> inputs = new HashMap<>();
        scope.parameters().forEach(p -> inputs.put(p.path(), p.initial(new Seed(7))));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "causal")) {
            Tensor samples = Tensor.allocate(ElementType.FLOAT32, 1, 2, 20);
            inputs.put("x", samples);
            float[] before = model.run(inputs).get("y").toFloatArray();
            samples.floats().put(9, 1);
            float[] after = model.run(inputs).get("y").toFloatArray();
            for (int i = 0; i < before.length; i++) {
                int time = i % 20;
                boolean seen = time >= 9 && time < 9 + stack.receptiveField();
                assertThat(after[i] != before[i]).as("time %d", time).isEqualTo(seen);
            }
        }
    }

    @Test
    void whatDoesNotFitIsNamedWithTheLayersPath() {
        Graph graph = new Graph("misfit");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.batch("N", 3, 4, 4));
        assertThatThrownBy(() -> scope.apply("critic", Sequential.of(Convolution.conv2d(8, 5)), x))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("critic.0: ")
                .hasMessageContaining("[N, 3, 4, 4]");
        assertThatThrownBy(() -> scope.apply("pool", MaxPool.of(5, 5), x)).hasMessageStartingWith("pool: ");
        assertThatThrownBy(() -> scope.apply("up", Upsample.nearest(2), x)).hasMessageStartingWith("up: ");
        assertThatThrownBy(() -> scope.apply("groups", Convolution.conv2d(4, 3).groups(2), x))
                .hasMessage("groups: a weight [4, 1, 3, 3] does not fit the input [N, 3, 4, 4] in 2 groups");
        assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("[0, 1)");
    }

    @Test
    void dropoutTakesItsMaskFromTheStepsNoise() {
        Graph graph = new Graph("dropout");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3, 4, 4));
        scope.apply("all", new Dropout(0.5), x);
        scope.apply("channels", Dropout.ofChannels(0.5), x);
        assertThat(scope.noises().stream()
                        .map(noise -> noise.path() + noise.value().shape()))
                .containsExactly("all.mask[2, 3, 4, 4]", "channels.mask[2, 3, 1, 1]");
    }
}
