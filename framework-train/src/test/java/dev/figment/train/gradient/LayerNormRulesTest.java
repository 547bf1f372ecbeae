package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layer norm, each of its outputs, and RMS norm; with a large epsilon, so that differences are exact enough. */
class LayerNormRulesTest {
    private static final float EPSILON = 0.1f;

    private static DynamicTest test(String name, Function<List<Value>, Value> f, Shape... shapes) {
        return DynamicTest.dynamicTest(name, () -> Differences.checkTwice(f, -1, 1, shapes));
    }

    private static Value layerNorm(List<Value> in) {
        return LayerNorms.layerNorm(in.get(0), in.get(1), in.get(2), EPSILON);
    }

    private static Value output(List<Value> in, int index) {
        Node node = layerNorm(in).producer();
        return Arithmetic.add(node.outputs().get(index), Arithmetic.mul(node.output(), 0.1f));
    }

    @TestFactory
    Stream<DynamicTest> norms() {
        Shape width = Shape.of(4);
        return Stream.of(
                test("of rows", LayerNormRulesTest::layerNorm, Shape.of(3, 4), width, width),
                test("of rank 3", LayerNormRulesTest::layerNorm, Shape.of(2, 2, 4), width, width),
                test("of one sample", LayerNormRulesTest::layerNorm, width, width, width),
                test("over two axes", LayerNormRulesTest::layerNorm, Shape.of(2, 2, 3), Shape.of(2, 3), Shape.of(2, 3)),
                test(
                        "without bias",
                        in -> in.get(0)
                                .graph()
                                .apply(LayerNorms.LAYER_NORMALIZATION, Attributes.of("epsilon", EPSILON), in),
                        Shape.of(3, 4),
                        width),
                test("the mean", in -> output(in, 1), Shape.of(3, 4), width, width),
                test("the inverse deviation", in -> output(in, 2), Shape.of(3, 4), width, width),
                test(
                        "composed",
                        in -> LayerNorms.composedLayerNorm(in.get(0), in.get(1), in.get(2), EPSILON),
                        Shape.of(2, 2, 4),
                        width,
                        width),
                test(
                        "root mean square",
                        in -> LayerNorms.rmsNorm(in.get(0), in.get(1), EPSILON),
                        Shape.of(2, 3, 4),
                        width));
    }
}
