package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Normalizations.Normalized;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Batch normalization by its own and by given statistics, and instance normalization. */
class NormalizationRulesTest {
    private static final float EPSILON = 0.1f;
    private static final List<Shape> INPUTS = List.of(Shape.of(2, 3, 2, 3), Shape.of(4, 3, 2), Shape.of(1, 3, 5));

    private record Case(String name, int vectors, Function<List<Value>, Value> function) {}

    @TestFactory
    Stream<DynamicTest> normalizations() {
        return Stream.of(
                        new Case("batch", 2, in -> batch(in).y()),
                        new Case("mean of a batch", 2, in -> batch(in).mean()),
                        new Case("variance of a batch", 2, in -> batch(in).variance()),
                        new Case("everything of a batch", 2, NormalizationRulesTest::everything),
                        new Case(
                                "statistics",
                                4,
                                in -> Normalizations.byStatistics(
                                        in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), EPSILON)),
                        new Case(
                                "instance",
                                2,
                                in -> Normalizations.byInstance(in.get(0), in.get(1), in.get(2), EPSILON)))
                .flatMap(c -> INPUTS.stream().flatMap(x -> tests(c, x)));
    }

    private static Normalized batch(List<Value> in) {
        return Normalizations.byBatch(in.get(0), in.get(1), in.get(2), EPSILON);
    }

    private static Value everything(List<Value> in) {
        Normalized normalized = batch(in);
        Value ratio = Arithmetic.div(normalized.mean(), normalized.variance());
        return Arithmetic.mul(Reductions.mean(ratio), normalized.y());
    }

    private static Stream<DynamicTest> tests(Case c, Shape x) {
        Shape[] shapes = Stream.concat(
                        Stream.of(x), Stream.generate(() -> Shape.of(3)).limit(c.vectors))
                .toArray(Shape[]::new);
        return Stream.of(
                DynamicTest.dynamicTest(
                        c.name + " " + x,
                        () -> Differences.check(in -> used(c.function.apply(in), in), 0.3, 2, shapes)),
                DynamicTest.dynamicTest(
                        "gradient of the gradient of " + c.name + " " + x,
                        () -> Differences.check(in -> twice(c, in), 0.3, 2, shapes)));
    }

    /** Depends on all inputs, whether or not the value does. */
    private static Value used(Value value, List<Value> in) {
        Value sum = value;
        for (Value input : in) {
            sum = Arithmetic.add(sum, Arithmetic.mul(Reductions.sum(input), 0.1f));
        }
        return sum;
    }

    private static Value twice(Case c, List<Value> in) {
        Value y = Arithmetic.pow(used(c.function.apply(in), in), 3);
        return used(Gradient.of(Reductions.mean(y), List.of(in.get(0))).get(0), in);
    }
}
