package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Scores of two samples each; expected values by the formulas, in double precision. */
class AdversarialLossesTest {
    private static final float[] REAL = {0.5f, 2};
    private static final float[] FAKE = {-1.5f, 0.25f};

    private static double run(BinaryOperator<Value> loss) {
        Graph graph = new Graph("loss");
        Value real = graph.input("real", ElementType.FLOAT32, Shape.of(2, 1));
        Value fake = graph.input("fake", ElementType.FLOAT32, Shape.of(2, 1));
        graph.output("loss", loss.apply(real, fake));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "loss")) {
            Map<String, Tensor> inputs =
                    Map.of("real", Tensor.ofFloats(REAL, 2, 1), "fake", Tensor.ofFloats(FAKE, 2, 1));
            return model.run(inputs).get("loss").floats().get(0);
        }
    }

    @Test
    void hingeStopsAtItsMargin() {
        assertThat(run(AdversarialLosses::hinge)).isCloseTo(0.5 / 2 + 1.25 / 2, within(1e-6));
    }

    @Test
    void wassersteinIsADifferenceOfMeans() {
        assertThat(run(AdversarialLosses::wasserstein)).isCloseTo(-0.625 - 1.25, within(1e-6));
        assertThat(run((real, fake) -> AdversarialLosses.negated(fake))).isCloseTo(0.625, within(1e-6));
    }

    @Test
    void logisticIsTheCrossEntropy() {
        assertThat(run((real, fake) -> AdversarialLosses.logisticReal(real)))
                .isCloseTo((Math.log1p(Math.exp(-0.5)) + Math.log1p(Math.exp(-2))) / 2, within(1e-6));
        assertThat(run((real, fake) -> AdversarialLosses.logisticFake(fake)))
                .isCloseTo((Math.log1p(Math.exp(-1.5)) + Math.log1p(Math.exp(0.25))) / 2, within(1e-6));
    }

    @Test
    void leastSquaresMeasuresFromTheTarget() {
        assertThat(run((real, fake) -> AdversarialLosses.leastSquares(real, 1)))
                .isCloseTo((0.25 + 1) / 2, within(1e-6));
    }

    /** For s = Σ x² of a sample, ∇ s = 2x. */
    @Test
    void penaltiesMeasureTheGradientOfEachSample() {
        UnaryOperator<Value> score = x -> Reductions.sumPerSample(Arithmetic.square(x));
        double expected = (Math.pow(2 * 0.5 - 1, 2) + Math.pow(2 * 2 - 1, 2)) / 2;
        assertThat(run((x, fake) -> AdversarialLosses.gradientPenalty(score.apply(x), x)))
                .isCloseTo(expected, within(1e-5));
        assertThat(run((x, fake) -> AdversarialLosses.zeroCentredPenalty(score.apply(x), x)))
                .isCloseTo((1 + 16) / 4.0, within(1e-5));
    }

    /** The whole critic of a WGAN-GP: its weights' gradients of the penalty against differences of the penalty. */
    @Test
    void thePenaltysGradientIsThatOfDifferences() {
        Layer critic = Sequential.of(
                Convolution.conv2d(4, 4).stride(2).pad(1),
                Activation.LEAKY_RELU,
                Convolution.conv2d(3, 3).pad(1),
                new InstanceNorm(),
                Activation.TANH,
                new AveragePool(Window.of(3, 3), true));
        Graph graph = new Graph("critic");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 2, 8, 8));
        Value penalty = AdversarialLosses.gradientPenalty(scope.apply("critic", critic, x), x);
        List<Parameter> parameters = List.copyOf(scope.parameters());
        graph.output("penalty", penalty);
        List<Value> weights = parameters.stream()
                .filter(p -> p.path().endsWith("weight"))
                .map(Parameter::value)
                .toList();
        List<Value> gradients = Gradient.of(penalty, weights);
        for (int i = 0; i < weights.size(); i++) {
            graph.output("to-" + weights.get(i).name(), gradients.get(i));
        }
        Map<String, Tensor> inputs = new HashMap<>();
        parameters.forEach(p -> inputs.put(p.path(), p.initial(new Seed(3))));
        Tensor samples = Tensor.allocate(ElementType.FLOAT32, 2, 2, 8, 8);
        new Seed(4).fillNormal(samples.floats());
        inputs.put("x", samples);
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "critic")) {
            Map<String, Tensor> exact = model.run(inputs);
            for (Value weight : weights) {
                compare(
                        model,
                        inputs,
                        weight.name(),
                        exact.get("to-" + weight.name()).toFloatArray());
            }
        }
    }

    private static void compare(Model model, Map<String, Tensor> inputs, String name, float[] exact) {
        double largest = 0;
        for (float value : exact) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        for (int i = 0; i < exact.length; i += 7) {
            double difference =
                    (penalty(model, inputs, name, i, 1e-3f) - penalty(model, inputs, name, i, -1e-3f)) / 2e-3;
            assertThat((double) exact[i]).as("%s at %d", name, i).isCloseTo(difference, within(0.02 * largest));
        }
    }

    private static double penalty(Model model, Map<String, Tensor> inputs, String name, int index, float step) {
        Map<String, Tensor> moved = new HashMap<>(inputs);
        Tensor tensor = inputs.get(name);
        Tensor copy = Tensor.ofFloats(tensor.toFloatArray(), tensor.shape());
        copy.floats().put(index, copy.floats().get(index) + step);
        moved.put(name, copy);
        return model.run(moved).get("penalty").floats().get(0);
    }
}
