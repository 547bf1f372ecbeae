package dev.figment.train.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {
    private static final int STEPS = 600;

    private static double train(SmallNetwork network, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += network.step(i);
            assertThat(network.step.isSkipped()).isFalse();
        }
        return sum / (to - from);
    }

    @Test
    void aTrainingFollowsThatInFloat32() {
        try (SmallNetwork single = new SmallNetwork(Precision.FLOAT32);
                SmallNetwork mixed = new SmallNetwork(Precision.MIXED)) {
            // So low that no step of the mixed one overflows: both learn from the same pictures.
            mixed.scaleLossBy(512);
            double before = train(single, 0, 5);
            assertThat(train(mixed, 0, 5)).isCloseTo(before, within(0.01 * before));
            train(single, 5, STEPS);
            train(mixed, 5, STEPS);
            double after = train(single, STEPS, STEPS + 20);
            assertThat(after).isLessThan(before / 10);
            assertThat(train(mixed, STEPS, STEPS + 20)).isCloseTo(after, within(0.05 * after));
            float[] expected = single.weight("head.weight");
            float[] found = mixed.weight("head.weight");
            assertThat(found).isNotEqualTo(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(0.01f));
            }
        }
    }

    /** 2⁻²⁴ ≈ 6e-8 is the smallest number above 0 in FLOAT16. */
    @Test
    void theScaleSavesGradientsThatAreTooSmallForHalf() {
        assertThat(gradient(1)).isZero();
        assertThat(gradient(65_536)).isCloseTo(3e-9f, within(1e-11f));
    }

    /** Of 1e-9 · x · w with respect to w, where x is 3. */
    private static float gradient(float scale) {
        Graph graph = new Graph("small");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 1));
        Value w = graph.input("w", ElementType.FLOAT32, Shape.of(1, 1));
        Value loss = Arithmetic.mul(Reductions.sum(MatrixProducts.matMul(x, w)), 1e-9f);
        Value by = graph.input("scale", ElementType.FLOAT32, Shape.SCALAR);
        Value scaled = Gradient.of(Arithmetic.mul(loss, by), List.of(w)).get(0);
        graph.output("gradient", Arithmetic.div(scaled, by));
        Tensor three = Tensor.ofFloats(new float[] {3}, 1, 1);
        try (var model =
                OnnxModels.on(Device.CPU).compile(OnnxWriter.write(MixedPrecision.of(graph), Map.of()), "small")) {
            return model.run(Map.of("x", three, "w", three, "scale", Tensor.scalar(scale)))
                    .get("gradient")
                    .floats()
                    .get(0);
        }
    }

    @Test
    void productsAndConvolutionsOfBothPassesAreInHalf() {
        try (SmallNetwork mixed = new SmallNetwork(Precision.MIXED)) {
            List<Node> products = mixed.graph.nodes().stream()
                    .filter(node -> node.operator().name().matches("Conv|ConvTranspose|Gemm|MatMul"))
                    .toList();
            assertThat(products).hasSizeGreaterThanOrEqualTo(5);
            assertThat(products)
                    .allSatisfy(node -> assertThat(node.output().type()).isEqualTo(ElementType.FLOAT16));
        }
    }

    @Test
    void inputsAndOutputsStayAsTheyAre() {
        try (SmallNetwork single = new SmallNetwork(Precision.FLOAT32)) {
            Graph mixed = MixedPrecision.of(single.graph);
            assertThat(described(mixed.inputs())).isEqualTo(described(single.graph.inputs()));
            assertThat(described(mixed.outputs())).isEqualTo(described(single.graph.outputs()));
        }
    }

    private static Map<String, String> described(Map<String, Value> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().type() + "" + entry.getValue().shape()));
    }

    private static List<String> plan(Graph graph) {
        return MixedPrecision.of(graph).nodes().stream()
                .map(node -> node.operator().name() + " " + node.output().type())
                .toList();
    }

    @Test
    void productsAreInHalfAndSumsSoftmaxAndArithmeticAreNot() {
        Graph graph = new Graph("plan");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        Value w = graph.input("w", ElementType.FLOAT32, Shape.of(3, 3));
        Value y = MatrixProducts.matMul(x, w);
        graph.output("y", Reductions.sum(Softmaxes.softmax(Arithmetic.add(y, 1), 1)));
        assertThat(plan(graph))
                .containsExactly(
                        "Cast FLOAT16",
                        "Cast FLOAT16",
                        "MatMul FLOAT16",
                        "Cast FLOAT32",
                        "Add FLOAT32",
                        "Softmax FLOAT32",
                        "ReduceSum FLOAT32");
    }

    @Test
    void whatMovesNumbersStaysInHalfBetweenProductsAndAValueIsCastOnce() {
        Graph graph = new Graph("plan");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(3, 3));
        Value y = MatrixProducts.matMul(x, x);
        Value moved = Layout.transpose(Activations.relu(y), 1, 0);
        Value positive = Arithmetic.greater(y, graph.scalar(0));
        Value chosen = Arithmetic.where(positive, moved, graph.scalar(0));
        graph.output("y", MatrixProducts.matMul(chosen, x));
        graph.output("z", Layout.transpose(x, 1, 0));
        assertThat(plan(graph))
                .containsExactly(
                        "Cast FLOAT16",
                        "MatMul FLOAT16",
                        "Relu FLOAT16",
                        "Transpose FLOAT16",
                        "Cast FLOAT32",
                        "Greater BOOL",
                        "Cast FLOAT16",
                        "Where FLOAT16",
                        "MatMul FLOAT16",
                        "Transpose FLOAT32",
                        "Cast FLOAT32");
    }

    @Test
    void aChoiceBetweenHalfAndAnotherNumberIsMadeInSingle() {
        Graph graph = new Graph("plan");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(3, 3));
        Value y = MatrixProducts.matMul(x, x);
        Value positive = Arithmetic.greater(x, graph.scalar(0));
        graph.output("y", Arithmetic.where(positive, y, graph.scalar(0.1f)));
        assertThat(plan(graph))
                .containsExactly("Cast FLOAT16", "MatMul FLOAT16", "Greater BOOL", "Cast FLOAT32", "Where FLOAT32");
    }

    @Test
    void aGraphsOwnHalfNumbersStayAsTheyAre() {
        Graph graph = new Graph("plan");
        Value x = graph.input("x", ElementType.FLOAT16, Shape.of(3, 3));
        graph.output("y", Arithmetic.add(x, x));
        graph.output("z", Conversion.cast(x, ElementType.FLOAT32));
        assertThat(plan(graph)).containsExactly("Add FLOAT16", "Cast FLOAT32");
        assertThat(MixedPrecision.of(graph).outputs().get("y").type()).isEqualTo(ElementType.FLOAT16);
    }
}
