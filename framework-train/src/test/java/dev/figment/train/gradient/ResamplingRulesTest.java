package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Resampling.BlockOrder;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Pooling and resizing in one and two dimensions, with windows that overlap, leave gaps, and reach into pads. */
class ResamplingRulesTest {
    private static final Shape SERIES = Shape.of(2, 3, 6);
    private static final Shape IMAGES = Shape.of(2, 2, 4, 6);

    private record Case(String name, Shape shape, double spread, UnaryOperator<Value> function) {
        Case(String name, Shape shape, UnaryOperator<Value> function) {
            this(name, shape, 1, function);
        }

        static Case max(String name, Shape shape, Window window) {
            return new Case(name, shape, 0.01, x -> Pooling.max(apart(x), window));
        }
    }

    @TestFactory
    Stream<DynamicTest> pools() {
        List<Window> windows = List.of(
                Window.of(2, 2).stride(2),
                Window.of(2, 3).stride(2, 3),
                Window.of(3, 3).stride(2).pad(1),
                Window.of(3, 2),
                Window.of(2, 2).stride(3),
                Window.of(3, 3).stride(3).pads(List.of(1L, 0L), List.of(1L, 0L)));
        Stream<Case> images = windows.stream()
                .flatMap(window -> Stream.of(
                        Case.max("max " + window, IMAGES, window),
                        new Case("average " + window, IMAGES, x -> Pooling.average(x, window, true)),
                        new Case("average without pads " + window, IMAGES, x -> Pooling.average(x, window, false))));
        Stream<Case> series = Stream.of(
                Case.max("max of a series", SERIES, Window.of(2).stride(2)),
                Case.max("dilated max", SERIES, Window.of(2).dilation(2)),
                new Case(
                        "average of a series",
                        SERIES,
                        x -> Pooling.average(x, Window.of(3).pad(1), false)));
        return Stream.concat(images, series).flatMap(ResamplingRulesTest::tests);
    }

    /** About equal values made so different that a step of the differences changes no maximum. */
    private static Value apart(Value x) {
        Tensor offsets = Tensor.allocate(ElementType.FLOAT32, x.shape().sizes());
        int count = (int) offsets.count();
        for (int i = 0; i < count; i++) {
            offsets.floats().put(i, 0.05f * (i * 31 % count) - 1);
        }
        return Arithmetic.add(x, x.graph().constant("offsets", offsets));
    }

    @TestFactory
    Stream<DynamicTest> resizes() {
        return Stream.of(
                        new Case("nearest", IMAGES, x -> Resampling.nearest(x, List.of(2L, 3L))),
                        new Case("nearest of a series", SERIES, x -> Resampling.nearest(x, List.of(2L))),
                        new Case("linear", IMAGES, x -> Resampling.linear(x, List.of(2L, 3L), false)),
                        new Case("linear, corners", IMAGES, x -> Resampling.linear(x, List.of(3L, 2L), true)),
                        new Case("linear, one axis", IMAGES, x -> Resampling.linear(x, List.of(1L, 2L), false)),
                        new Case("linear of a series", SERIES, x -> Resampling.linear(x, List.of(2L), false)),
                        new Case("space to depth", IMAGES, x -> Resampling.spaceToDepth(x, 2)),
                        new Case(
                                "depth to space",
                                Shape.of(2, 8, 2, 3),
                                x -> Resampling.depthToSpace(x, 2, BlockOrder.DCR)),
                        new Case(
                                "sub-pixels", Shape.of(2, 8, 2, 3), x -> Resampling.depthToSpace(x, 2, BlockOrder.CRD)))
                .flatMap(ResamplingRulesTest::tests);
    }

    private static Stream<DynamicTest> tests(Case c) {
        return Stream.of(
                DynamicTest.dynamicTest(
                        c.name,
                        () -> Differences.check(in -> c.function.apply(in.get(0)), 0.3, 0.3 + c.spread, c.shape)),
                DynamicTest.dynamicTest(
                        "gradient of the gradient of " + c.name,
                        () -> Differences.check(
                                in -> {
                                    Value y = Arithmetic.pow(c.function.apply(in.get(0)), 3);
                                    return Gradient.of(Reductions.sum(y), in).get(0);
                                },
                                0.3,
                                0.3 + c.spread,
                                c.shape)));
    }
}
