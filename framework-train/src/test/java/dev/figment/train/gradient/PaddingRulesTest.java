package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What puts elements on and takes them off: pads in each mode, and slices with steps in both directions. */
class PaddingRulesTest {
    private static final Shape IMAGE = Shape.of(2, 4, 5);

    private record Case(String name, UnaryOperator<Value> function) {}

    @TestFactory
    Stream<DynamicTest> pads() {
        return Stream.of(Padding.Mode.values())
                .flatMap(mode -> Stream.of(
                        pad(mode, 1, 0, 0, 2), pad(mode, 2, 3, 1, 3), pad(mode, 0, 0, 3, 0), pad(mode, 3, 4, 3, 4)))
                .flatMap(PaddingRulesTest::tests);
    }

    /** Reflection takes at most one element less than there are. */
    private static Case pad(Padding.Mode mode, long top, long left, long bottom, long right) {
        return new Case(
                mode + " " + List.of(top, left, bottom, right),
                x -> Padding.pad(x, mode, List.of(0L, top, left), List.of(0L, bottom, right)));
    }

    @TestFactory
    Stream<DynamicTest> croppedPadsAndSlices() {
        return Stream.of(
                        new Case(
                                "crop",
                                x -> Padding.pad(x, Padding.Mode.CONSTANT, List.of(0L, -1L, 2L), List.of(0L, 1L, -3L))),
                        new Case("slice", x -> Layout.slice(x, 2, 1, 4)),
                        new Case("every second", x -> slice(x, new Slicing.Range(2, 1, 2, 2))),
                        new Case(
                                "both axes",
                                x -> slice(x, new Slicing.Range(1, 0, 3, 2), new Slicing.Range(2, 0, 2, 3))),
                        new Case("flip", x -> Slicing.flip(x, List.of(1, 2))),
                        new Case(
                                "backwards by two",
                                x -> slice(x, new Slicing.Range(2, 3, -2, 2), new Slicing.Range(1, 1, 1, 2))))
                .flatMap(PaddingRulesTest::tests);
    }

    private static Value slice(Value x, Slicing.Range... ranges) {
        return Slicing.slice(x, List.of(ranges));
    }

    private static Stream<DynamicTest> tests(Case c) {
        return Stream.of(
                DynamicTest.dynamicTest(
                        c.name, () -> Differences.check(in -> c.function.apply(in.get(0)), -2, 2, IMAGE)),
                DynamicTest.dynamicTest(
                        "gradient of the gradient of " + c.name,
                        () -> Differences.check(
                                in -> {
                                    Value y = Arithmetic.pow(c.function.apply(in.get(0)), 3);
                                    return Gradient.of(Reductions.sum(y), in).get(0);
                                },
                                0.3,
                                1,
                                IMAGE)));
    }
}
