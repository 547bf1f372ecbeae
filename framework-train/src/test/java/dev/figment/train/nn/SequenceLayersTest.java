package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SequenceLayersTest {
    private static final int TIME = 5;
    private static final int WIDTH = 8;
    private static final Shape FIXED = Shape.of(2, TIME, WIDTH);
    private static final Shape OPEN = new Shape(List.of(new Dim.Named("N"), new Dim.Named("T"), new Dim.Fixed(WIDTH)));

    private static Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        Projections projections = Projections.gpt2(2);
        Optional<RotaryEmbedding> rotary = Optional.of(new RotaryEmbedding());
        layers.put("linear", new Linear(3));
        layers.put("linear without bias", new Linear(3).withoutBias());
        layers.put("layer norm", new LayerNorm());
        layers.put("rms norm", new RmsNorm());
        layers.put("positions", new LearnedPositions(7));
        layers.put("all positions", new LearnedPositions(TIME));
        layers.put("attention", new CausalAttention(2));
        layers.put("rotary attention", new CausalAttention(2, 2, projections, rotary, 0.1));
        layers.put("grouped attention", new CausalAttention(4, 2, projections, Optional.empty(), 0));
        layers.put("multi-query rotary attention", new CausalAttention(4, 1, projections.withoutBias(), rotary, 0));
        layers.put("feed-forward", new FeedForward(16));
        layers.put("swiglu", new SwiGlu(12));
        layers.put("gpt-2 block", TransformerBlock.gpt2(WIDTH, 2, 2, 0.1));
        layers.put(
                "llama block",
                new TransformerBlock(
                        new RmsNorm(), new CausalAttention(4, 2, projections, rotary, 0), new SwiGlu(12), 0));
        return layers;
    }

    @TestFactory
    Stream<DynamicTest> exportsWhatItEvaluates() {
        return layers().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> LayerExports.check(entry.getValue(), TIME, WIDTH)));
    }

    /** With fixed sizes, as in a training step, linear layers take another form, and so does attention. */
    @TestFactory
    Stream<DynamicTest> openSizesGiveWhatFixedOnesGive() {
        return layers().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    float[] fixed = run(entry.getValue(), FIXED, sequence()).toFloatArray();
                    assertThat(run(entry.getValue(), OPEN, sequence()).toFloatArray())
                            .containsExactly(fixed, within(1e-5f));
                }));
    }

    @TestFactory
    Stream<DynamicTest> noPositionSeesALaterOne() {
        return layers().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Tensor changed = sequence();
                    changed.floats().put(3 * WIDTH, 9);
                    float[] before = run(entry.getValue(), FIXED, sequence()).toFloatArray();
                    float[] after = run(entry.getValue(), FIXED, changed).toFloatArray();
                    int width = before.length / (2 * TIME);
                    for (int i = 0; i < 3 * width; i++) {
                        assertThat(after[i]).isEqualTo(before[i]);
                    }
                    assertThat(after).isNotEqualTo(before);
                }));
    }

    private static Tensor sequence() {
        Tensor sequence = Tensor.allocate(ElementType.FLOAT32, FIXED.sizes());
        new Seed(3).fillNormal(sequence.floats());
        return sequence;
    }

    private static Tensor run(Layer layer, Shape shape, Tensor x) {
        Graph graph = new Graph("layer");
        Scope scope = Scope.evaluation(graph);
        graph.output("y", scope.apply("layer", layer, graph.input("x", ElementType.FLOAT32, shape)));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", x);
        scope.parameters().forEach(p -> inputs.put(p.path(), p.initial(new Seed(4))));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "layer")) {
            return model.run(inputs).get("y");
        }
    }

    @Test
    void initialisationsArePyTorchsAndGpt2s() {
        assertThat(deviation(new CausalAttention(2), "layer.qkv.weight", 1 / Math.sqrt(3.0 * WIDTH)))
                .isEqualTo("as expected");
        Projections gpt2 = Projections.gpt2(8);
        Layer attention = new CausalAttention(2, 2, gpt2, Optional.empty(), 0);
        assertThat(deviation(attention, "layer.qkv.weight", 0.02)).isEqualTo("as expected");
        assertThat(deviation(attention, "layer.projection.weight", 0.005)).isEqualTo("as expected");
        assertThat(deviation(attention, "layer.projection.bias", 0)).isEqualTo("as expected");
    }

    private static String deviation(Layer layer, String path, double expected) {
        Scope scope = Scope.training(new Graph("init"));
        scope.apply("layer", layer, scope.graph().input("x", ElementType.FLOAT32, FIXED));
        Parameter parameter = scope.parameters().stream()
                .filter(p -> p.path().equals(path))
                .findFirst()
                .orElseThrow();
        double squares = 0;
        float[] values = parameter.initial(new Seed(1)).toFloatArray();
        for (float value : values) {
            squares += (double) value * value / values.length;
        }
        double found = Math.sqrt(squares);
        return Math.abs(found - expected) <= 0.15 * expected ? "as expected" : found + ", not " + expected;
    }

    @Test
    void whatDoesNotFitIsNamedWithTheLayersPath() {
        Graph graph = new Graph("misfit");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, FIXED);
        Value flat = graph.input("flat", ElementType.FLOAT32, Shape.of(4));
        assertRefused("attention with 3 heads of [2, 5, 8]", scope, new CausalAttention(3), x);
        assertRefused("a sequence [2, 5, 8], and there are 4 positions", scope, new LearnedPositions(4), x);
        assertRefused("positions of [4]", scope, new LearnedPositions(4), flat);
        assertRefused("a linear layer of [4]", scope, new Linear(2), flat);
        Layer odd = new CausalAttention(8, 8, Projections.pyTorch(), Optional.of(new RotaryEmbedding()), 0);
        assertRefused("heads of 1 elements, an odd number, in [2, 5, 8]", scope, odd, x);
        assertThatThrownBy(() -> new CausalAttention(4, 3, Projections.pyTorch(), Optional.empty(), 0))
                .hasMessageContaining("4 heads on 3");
        assertThatThrownBy(() -> new Embedding(9, 4).logits(scope.child("tokens"), x))
                .hasMessage("tokens: logits of [2, 5, 8] by embeddings of 4 dimensions");
    }

    private static void assertRefused(String message, Scope scope, Layer layer, Value x) {
        assertThatThrownBy(() -> scope.apply("blocks.0", layer, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("blocks.0: ")
                .hasMessageContaining(message);
    }
}
