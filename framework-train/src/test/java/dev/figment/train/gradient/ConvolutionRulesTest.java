package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Convolutions in one and two dimensions over strides, dilations, pads, groups and output paddings. */
class ConvolutionRulesTest {
    private record Case(Shape x, Shape weight, Window window, long groups, List<Long> outputPadding) {
        Case(Shape x, Shape weight, Window window, long groups) {
            this(x, weight, window, groups, List.of());
        }

        Value conv(List<Value> in) {
            return in.size() == 3
                    ? Convolutions.conv(in.get(0), in.get(1), window, groups, in.get(2))
                    : Convolutions.conv(in.get(0), in.get(1), window, groups);
        }

        Value transposed(List<Value> in) {
            return in.size() == 3
                    ? Convolutions.transposed(in.get(0), in.get(1), window, groups, outputPadding, in.get(2))
                    : Convolutions.transposed(in.get(0), in.get(1), window, groups, outputPadding);
        }
    }

    private static final List<Case> CONVOLUTIONS = List.of(
            new Case(Shape.of(2, 3, 7), Shape.of(4, 3, 3), Window.of(3), 1),
            new Case(Shape.of(1, 3, 9), Shape.of(2, 3, 2), Window.of(2).dilation(4), 1),
            new Case(
                    Shape.of(2, 2, 9), Shape.of(2, 2, 3), Window.of(3).stride(2).pads(List.of(2L), List.of(0L)), 1),
            new Case(Shape.of(2, 4, 6), Shape.of(6, 2, 3), Window.of(3).pad(1), 2),
            new Case(Shape.of(2, 3, 5, 6), Shape.of(2, 3, 3, 3), Window.of(3, 3).pad(1), 1),
            new Case(Shape.of(1, 3, 5, 6), Shape.of(2, 3, 3, 2), Window.of(3, 2), 1),
            new Case(
                    Shape.of(1, 2, 6, 6),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1),
                    1),
            new Case(
                    Shape.of(2, 2, 7, 6),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1),
                    1),
            new Case(
                    Shape.of(2, 2, 8, 7),
                    Shape.of(2, 2, 3, 2),
                    Window.of(3, 2).stride(3, 2).dilation(2, 1),
                    1),
            new Case(
                    Shape.of(1, 2, 6, 7),
                    Shape.of(2, 2, 3, 3),
                    Window.of(3, 3).pads(List.of(0L, 2L), List.of(3L, 1L)),
                    1),
            new Case(Shape.of(2, 3, 4, 5), Shape.of(2, 3, 1, 1), Window.of(1, 1), 1),
            new Case(Shape.of(1, 3, 4, 5), Shape.of(2, 3, 1, 1), Window.of(1, 1), 1),
            new Case(Shape.of(2, 3, 5, 5), Shape.of(2, 3, 1, 1), Window.of(1, 1).stride(2), 1),
            new Case(
                    Shape.of(2, 4, 5, 5),
                    Shape.of(6, 2, 3, 3),
                    Window.of(3, 3).stride(2).pad(1),
                    2),
            new Case(Shape.of(2, 3, 5, 4), Shape.of(3, 1, 3, 3), Window.of(3, 3).pad(1), 3),
            new Case(
                    Shape.of(1, 2, 5, 4),
                    Shape.of(4, 1, 3, 3),
                    Window.of(3, 3).dilation(2).pad(2),
                    2));

    private static final List<Case> TRANSPOSED = List.of(
            new Case(Shape.of(2, 3, 4), Shape.of(3, 2, 3), Window.of(3), 1, List.of(0L)),
            new Case(
                    Shape.of(1, 3, 4),
                    Shape.of(3, 2, 4),
                    Window.of(4).stride(3).dilation(2).pads(List.of(1L), List.of(2L)),
                    1,
                    List.of(2L)),
            new Case(
                    Shape.of(2, 3, 3, 4),
                    Shape.of(3, 2, 4, 4),
                    Window.of(4, 4).stride(2).pad(1),
                    1,
                    List.of(0L, 0L)),
            new Case(
                    Shape.of(1, 3, 3, 4),
                    Shape.of(3, 2, 3, 3),
                    Window.of(3, 3).stride(2).pad(1),
                    1,
                    List.of(1L, 1L)),
            new Case(
                    Shape.of(2, 4, 3, 3),
                    Shape.of(4, 3, 3, 2),
                    Window.of(3, 2).stride(2, 3).dilation(1, 2),
                    2,
                    List.of(1L, 2L)),
            new Case(Shape.of(2, 2, 3, 3), Shape.of(2, 3, 1, 1), Window.of(1, 1), 1, List.of(0L, 0L)));

    @TestFactory
    Stream<DynamicTest> convolutions() {
        return CONVOLUTIONS.stream().flatMap(c -> tests(c, c::conv, c.weight.size(0)));
    }

    @TestFactory
    Stream<DynamicTest> transposedConvolutions() {
        return TRANSPOSED.stream().flatMap(c -> tests(c, c::transposed, c.weight.size(1) * c.groups));
    }

    private static Stream<DynamicTest> tests(Case c, Function<List<Value>, Value> function, long channels) {
        return Stream.of(
                DynamicTest.dynamicTest(
                        c.toString(), () -> Differences.check(function, -1, 1, c.x, c.weight, Shape.of(channels))),
                twice(c, function, 0),
                twice(c, function, 1));
    }

    /** The gradient in one input of Σ y², which is linear in that input and quadratic in the other. */
    private static DynamicTest twice(Case c, Function<List<Value>, Value> function, int input) {
        return DynamicTest.dynamicTest(
                "gradient of the gradient in input " + input + " of " + c,
                () -> Differences.check(
                        in -> {
                            Value squared = Reductions.sum(Arithmetic.square(function.apply(in)));
                            return Gradient.of(squared, List.of(in.get(input))).get(0);
                        },
                        -0.5,
                        0.5,
                        c.x,
                        c.weight));
    }

    @TestFactory
    Stream<DynamicTest> allFormsAgree() {
        return CONVOLUTIONS.stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    Graph graph = new Graph("forms");
                    Value x = graph.input("x", ElementType.FLOAT32, c.x);
                    Value weight = graph.input("weight", ElementType.FLOAT32, c.weight);
                    Shape shape =
                            Convolutions.conv(x, weight, c.window, c.groups).shape();
                    Value g = graph.input("g", ElementType.FLOAT32, shape);
                    graph.output("swapped", WeightGradient.bySwappedAxes(x, g, c.window, c.groups, c.weight));
                    graph.output("unfolded", WeightGradient.byUnfolding(x, g, c.window, c.groups, c.weight));
                    graph.output("each", WeightGradient.byUnfoldingEachSample(x, g, c.window, c.groups, c.weight));
                    graph.output(
                            "transposed", InputGradient.byTransposedConvolution(g, weight, c.window, c.groups, c.x));
                    boolean flips = ConvolutionForms.canFlip(c.window, c.groups);
                    if (flips) {
                        graph.output("flipped", InputGradient.byFlippedKernel(g, weight, c.window));
                    }
                    Map<String, Tensor> found =
                            Differences.run(graph, List.of(random(1, c.x), random(2, c.weight), random(3, shape)));
                    assertClose(found.get("unfolded"), found.get("swapped"));
                    assertClose(found.get("each"), found.get("swapped"));
                    if (flips) {
                        assertClose(found.get("flipped"), found.get("transposed"));
                    }
                }));
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
    }

    private static Tensor random(long seed, Shape shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape.sizes());
        new Seed(seed).fillNormal(tensor.floats());
        return tensor;
    }
}
