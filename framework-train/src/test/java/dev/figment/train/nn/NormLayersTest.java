package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NormLayersTest {
    private static final long[] SHAPE = {3, 4, 2, 5};

    private record Case(String name, Layer layer) {}

    @TestFactory
    Stream<DynamicTest> exportsWhatItEvaluates() {
        return Stream.of(
                        new Case("batch", new BatchNorm()),
                        new Case("instance", new InstanceNorm()),
                        new Case("instance, affine", new InstanceNorm(true, 1e-3)),
                        new Case("group", new GroupNorm(2)))
                .map(c -> DynamicTest.dynamicTest(c.name, () -> LayerExports.check(c.layer, 4, 2, 5)));
    }

    /** In training, with the parameters as they are at first, each set of this many elements has mean 0 and variance 1. */
    @Test
    void eachNormTakesItsOwnStatistics() {
        float[] batch = run(new BatchNorm()).get("y").toFloatArray();
        float[] instance = run(new InstanceNorm()).get("y").toFloatArray();
        float[] group = run(new GroupNorm(2)).get("y").toFloatArray();
        for (int i = 0; i < 4; i++) {
            int channel = i;
            assertNormal(batch, index -> index / 10 % 4 == channel);
        }
        for (int i = 0; i < 12; i++) {
            int plane = i;
            assertNormal(instance, index -> index / 10 == plane);
        }
        for (int i = 0; i < 6; i++) {
            int pair = i;
            assertNormal(group, index -> index / 20 == pair);
        }
    }

    @Test
    void runningStatisticsTakeInATenthOfTheBatchs() {
        Map<String, Tensor> found = run(new BatchNorm());
        float[] x = samples().toFloatArray();
        for (int channel = 0; channel < 4; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                if (i / 10 % 4 == channel) {
                    sum += x[i];
                    squares += (double) x[i] * x[i];
                }
            }
            double mean = sum / 30;
            double unbiased = (squares - 30 * mean * mean) / 29;
            assertThat((double) found.get("layer.running-mean").floats().get(channel))
                    .isCloseTo(0.1 * mean, within(1e-5));
            assertThat((double) found.get("layer.running-var").floats().get(channel))
                    .isCloseTo(0.9 + 0.1 * unbiased, within(1e-5));
        }
    }

    @Test
    void oneElementHasNoStatistics() {
        Graph graph = new Graph("one");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 3, 1, 1));
        for (Layer layer : List.of(new BatchNorm(), new InstanceNorm(), new GroupNorm(3))) {
            assertThatThrownBy(() -> scope.apply("norm", layer, x))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith("norm: ")
                    .hasMessageContaining("[1, 3, 1, 1]");
        }
        assertThatThrownBy(() -> scope.apply("group", new GroupNorm(2), x))
                .hasMessage("group: the channels of [1, 3, 1, 1] in 2 groups");
    }

    /** The output {@code y} in training, and the states after the step. */
    private static Map<String, Tensor> run(Layer layer) {
        Graph graph = new Graph("training");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(SHAPE));
        graph.output("y", scope.apply("layer", layer, x));
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", samples()));
        scope.parameters().forEach(p -> inputs.put(p.path(), p.initial(new Seed(1))));
        scope.states().forEach(s -> {
            inputs.put(s.path(), s.initial(new Seed(1)));
            graph.output(s.path() + ".next", s.next());
        });
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "training")) {
            Map<String, Tensor> found = new HashMap<>();
            model.run(inputs).forEach((name, value) -> found.put(name.replace(".next", ""), value));
            return found;
        }
    }

    private static Tensor samples() {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, SHAPE);
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, (float) (i % 7 + 3 * new Seed(8).uniform(i)));
        }
        return tensor;
    }

    private static void assertNormal(float[] values, IntPredicate member) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (member.test(i)) {
                sum += values[i];
                squares += (double) values[i] * values[i];
                count++;
            }
        }
        assertThat(sum / count).isCloseTo(0, within(1e-5));
        assertThat(squares / count).isCloseTo(1, within(1e-4));
    }
}
