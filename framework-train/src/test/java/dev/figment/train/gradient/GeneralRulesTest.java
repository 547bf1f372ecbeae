package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scans;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules of general operators, and of their gradients, over axes, broadcasts and several inputs. */
class GeneralRulesTest {
    private static final Shape X = Shape.of(2, 3, 2);

    private static DynamicTest test(
            String name, double low, double high, Function<List<Value>, Value> f, Shape... shapes) {
        return DynamicTest.dynamicTest(name, () -> Differences.checkTwice(f, low, high, shapes));
    }

    @TestFactory
    Stream<DynamicTest> elementwise() {
        Shape row = Shape.of(3);
        Shape column = Shape.of(2, 1);
        Shape all = Shape.of(2, 3);
        return Stream.of(
                test("reciprocal", 0.8, 2, in -> Activations.reciprocal(in.get(0)), all),
                test("sin", -2, 2, in -> Activations.sin(in.get(0)), all),
                test("cos", -2, 2, in -> Activations.cos(in.get(0)), all),
                test("clip", -2, 2, in -> Arithmetic.clip(in.get(0), -0.75f, 0.8f), all),
                test("power by power", 0.4, 1.5, in -> Arithmetic.pow(in.get(0), in.get(1)), all, column),
                test("power by larger power", 0.4, 1.5, in -> Arithmetic.pow(in.get(0), in.get(1)), row, column),
                test("square by power", -2, 2, in -> Arithmetic.pow(in.get(0), 2), all),
                test(
                        "mod",
                        0.9,
                        0.9,
                        in -> Arithmetic.mod(Arithmetic.add(in.get(0), 2), Arithmetic.add(in.get(1), 1)),
                        all,
                        row),
                test("max of three", -2, 2, Arithmetic::max, all, row, column),
                test("min of three", -2, 2, Arithmetic::min, all, row, column),
                test("max of one", -2, 2, Arithmetic::max, all),
                test("sum of three", -2, 2, Arithmetic::sum, all, row, column),
                test(
                        "where, all broadcast",
                        -2,
                        2,
                        in -> Arithmetic.add(
                                Arithmetic.where(
                                        Comparisons.less(
                                                in.get(2), in.get(2).graph().scalar(0)),
                                        in.get(0),
                                        in.get(1)),
                                in.get(2)),
                        row,
                        column,
                        Shape.of(4, 1, 1)));
    }

    @TestFactory
    Stream<DynamicTest> reductions() {
        List<Operator> operators = List.of(
                Reductions.REDUCE_SUM,
                Reductions.REDUCE_MEAN,
                Reductions.REDUCE_MAX,
                Reductions.REDUCE_MIN,
                Reductions.REDUCE_PROD,
                Reductions.REDUCE_L1,
                Reductions.REDUCE_L2,
                Reductions.REDUCE_SUM_SQUARE,
                Reductions.REDUCE_LOG_SUM,
                Reductions.REDUCE_LOG_SUM_EXP);
        List<DynamicTest> tests = new ArrayList<>();
        for (Operator operator : operators) {
            for (List<Long> axes : List.of(List.of(1L), List.of(-1L), List.of(0L, 2L), List.<Long>of())) {
                for (long keep = 0; keep < 2; keep++) {
                    Attributes attributes = Attributes.of("keepdims", keep);
                    tests.add(test(
                            operator + " over " + axes + (keep == 1 ? ", kept" : ""),
                            0.9,
                            1.1,
                            in -> {
                                // Apart from each other, so that the largest stays the largest.
                                Value x = Arithmetic.mul(in.get(0), slopes(in.get(0)));
                                Graph graph = x.graph();
                                return graph.apply(
                                        operator,
                                        attributes,
                                        axes.isEmpty() ? List.of(x) : List.of(x, graph.integers(axes)));
                            },
                            X));
                }
            }
        }
        return tests.stream();
    }

    private static Value slopes(Value x) {
        float[] slopes = {1, 0.1f, 1.9f, 0.3f, 2.6f, 0.7f, 1.4f, 2.2f, 0.5f, 0.2f, 0.9f, 1.6f};
        return x.graph().constant("slopes", Tensor.ofFloats(slopes, 2, 3, 2));
    }

    @TestFactory
    Stream<DynamicTest> alongAxes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int axis = -3; axis < 3; axis++) {
            int along = axis;
            tests.add(test("softmax along " + axis, -1, 1, in -> Softmaxes.softmax(in.get(0), along), X));
            tests.add(test("log-softmax along " + axis, -1, 1, in -> Softmaxes.logSoftmax(in.get(0), along), X));
            for (int flags = 0; flags < 4; flags++) {
                boolean exclusive = (flags & 1) != 0;
                boolean reverse = (flags & 2) != 0;
                tests.add(test(
                        "running sum along " + axis + " " + exclusive + " " + reverse,
                        -1,
                        1,
                        in -> Scans.cumSum(in.get(0), along, exclusive, reverse),
                        X));
            }
        }
        for (long diagonal = -1; diagonal < 2; diagonal++) {
            long k = diagonal;
            tests.add(test("upper triangle " + k, -1, 1, in -> Fills.triangle(in.get(0), true, k), X));
            tests.add(test("lower triangle " + k, -1, 1, in -> Fills.triangle(in.get(0), false, k), X));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> axes() {
        return Stream.of(
                test("squeeze", -1, 1, in -> Axes.squeeze(in.get(0), 0, -1), Shape.of(1, 3, 2, 1)),
                test("unsqueeze", -1, 1, in -> Axes.unsqueeze(in.get(0), 0, -1), X),
                test("tile", -1, 1, in -> Axes.tile(in.get(0), 2, 1, 3), X),
                test("flatten", -1, 1, in -> flatten(in.get(0), 2), X),
                test("flatten from the end", -1, 1, in -> flatten(in.get(0), -2), X),
                test("transpose of three", -1, 1, in -> Layout.transpose(in.get(0), 2, 0, 1), X),
                test(
                        "transpose backwards",
                        -1,
                        1,
                        in -> in.get(0).graph().apply(Layout.TRANSPOSE, Attributes.NONE, in),
                        X),
                test("concat from the end", -1, 1, in -> Layout.concat(in, -1), X, Shape.of(2, 3, 1)));
    }

    private static Value flatten(Value x, long axis) {
        return x.graph().apply(Axes.FLATTEN, Attributes.of("axis", axis), List.of(x));
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return Stream.of(
                test("stacks", -1, 1, GeneralRulesTest::product, Shape.of(2, 3, 2), Shape.of(2, 2, 3)),
                test("a stack and a matrix", -1, 1, GeneralRulesTest::product, Shape.of(2, 3, 2), Shape.of(2, 3)),
                test("a matrix and a stack", -1, 1, GeneralRulesTest::product, Shape.of(3, 2), Shape.of(2, 2, 3)),
                test("broadcast stacks", -1, 1, GeneralRulesTest::product, Shape.of(2, 1, 3, 2), Shape.of(2, 2, 3)),
                test(
                        "a transposed operand",
                        -1,
                        1,
                        in -> MatrixProducts.matMul(in.get(0), Layout.transposeMatrices(in.get(1))),
                        Shape.of(2, 3, 2),
                        Shape.of(2, 4, 2)),
                test(
                        "attention",
                        -1,
                        1,
                        in -> {
                            Value scores = MatrixProducts.matMul(in.get(0), Layout.transposeMatrices(in.get(1)));
                            return MatrixProducts.matMul(Softmaxes.softmax(scores, -1), in.get(2));
                        },
                        Shape.of(2, 3, 2),
                        Shape.of(2, 4, 2),
                        Shape.of(2, 4, 3)));
    }

    private static Value product(List<Value> in) {
        return MatrixProducts.matMul(in.get(0), in.get(1));
    }

    /** The gradient is sparse there, and takes another way. */
    @Test
    void logSoftmaxOfGatheredTargets() {
        Differences.checkTwice(
                in -> {
                    Value targets = in.get(0).graph().constant("targets", Tensor.ofLongs(new long[] {1, 3}, 2, 1));
                    return Indexing.gatherElements(Softmaxes.logSoftmax(in.get(0), 1), targets, 1);
                },
                -1,
                1,
                Shape.of(2, 4));
    }

    @Test
    void oneHotOfTrainedElements() {
        Differences.checkTwice(
                in -> in.get(0)
                        .graph()
                        .apply(
                                Fills.ONE_HOT,
                                Attributes.of("axis", 1L),
                                List.of(
                                        in.get(0)
                                                .graph()
                                                .constant("indices", Tensor.ofLongs(new long[] {0, 2, 2, 1}, 2, 2)),
                                        in.get(0).graph().integers(List.of(3L)),
                                        in.get(0))),
                -1,
                1,
                Shape.of(2));
    }

    @Test
    void straightThroughIsHardForwardAndSoftBackward() {
        Graph graph = new Graph("straight-through");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(3));
        Value soft = Arithmetic.mul(x, 3);
        Value y = Conversion.straightThrough(Activations.round(soft), soft);
        graph.output("y", y);
        graph.output("gradient", Gradient.of(Reductions.sum(y), List.of(x)).get(0));
        var results = Differences.run(graph, List.of(Tensor.ofFloats(new float[] {0.2f, 0.5f, -0.4f}, 3)));
        assertThat(results.get("y").toFloatArray()).containsExactly(1, 2, -1);
        assertThat(results.get("gradient").toFloatArray()).containsExactly(3, 3, 3);
    }
}
