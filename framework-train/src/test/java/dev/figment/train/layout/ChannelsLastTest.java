package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is computed with the channels last is what is computed without. */
class ChannelsLastTest {
    private record Case(Shape x, Shape weight, Window window, List<Long> outputPadding) {}

    private static final List<Case> CONVOLUTIONS = List.of(
            conv(Shape.of(2, 3, 7), Shape.of(4, 3, 3), Window.of(3)),
            conv(Shape.of(1, 3, 9), Shape.of(2, 3, 2), Window.of(2).dilation(4)),
            conv(Shape.of(2, 2, 9), Shape.of(5, 2, 3), Window.of(3).stride(2).pads(List.of(2L), List.of(0L))),
            conv(Shape.of(2, 3, 5, 6), Shape.of(2, 3, 3, 3), Window.of(3, 3).pad(1)),
            conv(
                    Shape.of(1, 2, 6, 6),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1)),
            conv(
                    Shape.of(2, 2, 7, 6),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1)),
            conv(
                    Shape.of(2, 2, 33, 32),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1)),
            conv(Shape.of(2, 2, 8, 7), Shape.of(2, 2, 3, 2), Window.of(3, 2).stride(3, 2)),
            conv(
                    Shape.of(2, 2, 8, 7),
                    Shape.of(2, 2, 5, 3),
                    Window.of(5, 3).stride(2, 2).pad(2)),
            conv(
                    Shape.of(1, 2, 6, 7),
                    Shape.of(2, 2, 3, 3),
                    Window.of(3, 3).dilation(2, 1).pads(List.of(0L, 2L), List.of(3L, 1L))),
            conv(Shape.of(2, 3, 4, 5), Shape.of(2, 3, 1, 1), Window.of(1, 1)),
            conv(Shape.of(2, 3, 5, 5), Shape.of(2, 3, 1, 1), Window.of(1, 1).stride(2)),
            conv(Shape.of(2, 3, 8, 8), Shape.of(4, 3, 8, 8), Window.of(8, 8)),
            conv(
                    Shape.of(2, 2, 3, 4, 5),
                    Shape.of(3, 2, 2, 2, 2),
                    Window.of(2, 2, 2).stride(1, 2, 2)));

    /** Of two blocks, whose sizes differ. */
    private static final Case LARGE = conv(Shape.of(17, 16, 24, 22), Shape.of(3, 16, 8, 8), Window.of(8, 8));

    private static final List<Case> TRANSPOSED = List.of(
            new Case(Shape.of(2, 3, 4), Shape.of(3, 2, 3), Window.of(3), List.of(0L)),
            new Case(
                    Shape.of(2, 3, 3, 4),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1),
                    List.of(0L, 0L)),
            new Case(
                    Shape.of(2, 3, 20, 20),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1),
                    List.of(0L, 0L)),
            new Case(
                    Shape.of(1, 3, 3, 4),
                    Shape.of(3, 2, 3, 3),
                    Window.of(3, 3).stride(2).pad(1),
                    List.of(1L, 1L)),
            new Case(
                    Shape.of(1, 3, 20, 4), Shape.of(3, 2, 3, 5), Window.of(3, 5).stride(2, 3), List.of(1L, 2L)),
            new Case(Shape.of(2, 3, 1, 1), Shape.of(3, 5, 4, 4), Window.of(4, 4), List.of(0L, 0L)),
            new Case(Shape.of(2, 3, 4, 4), Shape.of(3, 2, 2, 2), Window.of(2, 2).stride(2), List.of(0L, 0L)));

    private static Case conv(Shape x, Shape weight, Window window) {
        return new Case(x, weight, window, List.of());
    }

    @TestFactory
    Stream<DynamicTest> convolutionsAndTheirGradients() {
        return CONVOLUTIONS.stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.toString(),
                        () -> check(
                                in -> Convolutions.conv(in.get(0), in.get(1), c.window, 1, in.get(2)),
                                c.x,
                                c.weight,
                                Shape.of(c.weight.size(0)))));
    }

    @Test
    void samplesInBlocks() {
        Graph rewritten = check(
                in -> Convolutions.conv(in.get(0), in.get(1), LARGE.window, 1, in.get(2)),
                LARGE.x,
                LARGE.weight,
                Shape.of(3));
        assertThat(rewritten.nodes().stream().map(Node::operator)).contains(Splitting.SPLIT);
    }

    @TestFactory
    Stream<DynamicTest> transposedConvolutionsAndTheirGradients() {
        return TRANSPOSED.stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.toString(),
                        () -> check(
                                in -> Convolutions.transposed(
                                        in.get(0), in.get(1), c.window, 1, c.outputPadding, in.get(2)),
                                c.x,
                                c.weight,
                                Shape.of(c.weight.size(1)))));
    }

    @TestFactory
    Stream<DynamicTest> whatLiesBetweenConvolutions() {
        Map<String, BiFunction<Value, Value, Value>> between = new LinkedHashMap<>();
        between.put("activations", (x, bias) -> Activations.tanh(Activations.leakyRelu(x, 0.2f)));
        between.put("batch normalization", (x, bias) -> {
            Normalizations.Normalized normalized = Normalizations.byBatch(x, bias, bias, 1e-5f);
            Value factor = Reductions.sum(Arithmetic.add(normalized.mean(), normalized.variance()));
            return Arithmetic.mul(normalized.y(), factor);
        });
        between.put(
                "given statistics",
                (x, bias) -> Normalizations.byStatistics(x, bias, bias, bias, Arithmetic.square(bias), 1e-1f));
        between.put("instance normalization", (x, bias) -> Normalizations.byInstance(x, bias, bias, 1e-3f));
        between.put(
                "a factor for each channel",
                (x, bias) -> Arithmetic.mul(x, Layout.reshape(bias, Shape.of(1, 4, 1, 1))));
        between.put("a factor of lower rank", (x, bias) -> Arithmetic.mul(x, Layout.reshape(bias, Shape.of(4, 1, 1))));
        between.put(
                "two paths",
                (x, bias) ->
                        Layout.concat(Splitting.split(Layout.concat(List.of(x, Activations.exp(x)), 1), 1, 5, 3), 1));
        between.put("rows", (x, bias) -> Layout.concat(Splitting.split(x, 2, 2, 3), 2));
        between.put(
                "pads",
                (x, bias) -> Padding.pad(x, Padding.Mode.REFLECT, List.of(0L, 0L, 1L, 2L), List.of(0L, 0L, 0L, 1L)));
        between.put("a slice", (x, bias) -> Layout.slice(Layout.slice(x, 1, 1, 3), 3, 0, 4));
        between.put("log-softmax of channels", (x, bias) -> Softmaxes.logSoftmax(x, 1));
        between.put("means", (x, bias) -> Arithmetic.mul(x, Reductions.mean(x, List.of(2L, 3L), true)));
        between.put(
                "means that stay in order",
                (x, bias) -> Arithmetic.mul(
                        x, Layout.reshape(Reductions.mean(x, List.of(2L, 3L), false), Shape.of(2, 4, 1, 1))));
        between.put(
                "means of channels",
                (x, bias) -> Arithmetic.mul(
                        x, Layout.reshape(Reductions.mean(x, List.of(1L), false), Shape.of(2, 1, 5, 6))));
        between.put("another order", (x, bias) -> Layout.transpose(x, 0, 1, 3, 2));
        return between.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> check(
                                in -> {
                                    Value x = Convolutions.conv(
                                            in.get(0),
                                            in.get(1),
                                            Window.of(3, 3).pad(1),
                                            1);
                                    return entry.getValue().apply(x, in.get(2));
                                },
                                Shape.of(2, 3, 5, 6),
                                Shape.of(4, 3, 3, 3),
                                Shape.of(4))));
    }

    @Test
    void nothingIsTransposedBetweenConvolutions() {
        Graph graph = new Graph("two");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3, 8, 8));
        Value weight = graph.input("weight", ElementType.FLOAT32, Shape.of(3, 3, 3, 3));
        Window window = Window.of(3, 3).pad(1);
        Value hidden = Activations.relu(Convolutions.conv(x, weight, window, 1));
        graph.output("y", Convolutions.conv(hidden, weight, window, 1));
        List<String> transposed = ChannelsLast.of(graph, node -> true).nodes().stream()
                .filter(node -> node.operator() == Layout.TRANSPOSE)
                .map(node -> node.input(0).name())
                .toList();
        assertThat(transposed).containsOnlyOnce("x").hasSize(4); // the weight twice, and the result
    }

    @Test
    void aGraphWithoutConvolutionsThatPayStaysAsItIs() {
        Graph graph = new Graph("small");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 3, 4, 4));
        Value weight = graph.input("weight", ElementType.FLOAT32, Shape.of(3, 3, 3, 3));
        graph.output("y", Convolutions.conv(x, weight, Window.of(3, 3), 1));
        assertThat(ChannelsLast.of(graph)).isSameAs(graph);
    }

    /** Compares a function and its gradients, every convolution rewritten, with what they are otherwise; gives the rewritten graph. */
    private static Graph check(Function<List<Value>, Value> function, Shape... shapes) {
        Graph graph = new Graph("check");
        List<Value> inputs = new ArrayList<>();
        for (Shape shape : shapes) {
            inputs.add(graph.input("x" + inputs.size(), ElementType.FLOAT32, shape));
        }
        Value y = function.apply(inputs);
        List<Value> gradients = Gradient.of(Reductions.sum(Arithmetic.square(y)), inputs.subList(0, 2));
        graph.output("y", y);
        graph.output("toX", gradients.get(0));
        graph.output("toWeight", gradients.get(1));
        Graph rewritten = ChannelsLast.of(graph, node -> true);
        assertThat(rewritten.nodes().stream().map(Node::operator))
                .doesNotContain(Convolutions.CONV, Convolutions.CONV_TRANSPOSE);
        Map<String, Tensor> values = new LinkedHashMap<>();
        inputs.forEach(input -> values.put(input.name(), Computed.random(values.size(), input.shape())));
        Computed.assertSame(rewritten, graph, values);
        return rewritten;
    }
}
