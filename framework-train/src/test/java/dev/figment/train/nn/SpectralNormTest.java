package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpectralNormTest {
    /** W = [[3, 0], [4, 5]]: its singular values are √45 and √5. */
    private static final float[] WEIGHT = {3, 0, 4, 5};

    private static final double LARGEST = Math.sqrt(45);

    @Test
    void dividesByTheLargestSingularValueOnceItsVectorsHaveConverged() {
        assertConverges(SpectralNorm.of(new Linear(2)), Shape.of(1, 2), new long[] {2, 2}, WEIGHT);
        assertConverges(
                SpectralNorm.of(Convolution.conv1d(2, 1).withoutBias()),
                Shape.of(1, 2, 1),
                new long[] {2, 2, 1},
                WEIGHT);
        float[] transposed = {3, 4, 0, 5};
        assertConverges(
                SpectralNorm.of(TransposedConvolution.convTranspose1d(2, 1).withoutBias()),
                Shape.of(1, 2, 1),
                new long[] {2, 2, 1},
                transposed);
    }

    /** For x = (1, 0) the outputs are the weight's first column, divided by its norm. */
    private static void assertConverges(Layer layer, Shape input, long[] shape, float[] weight) {
        Graph graph = new Graph("training");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, input);
        graph.output("y", scope.apply("critic", layer, x));
        scope.states().forEach(s -> graph.output(s.path() + ".next", s.next()));
        Map<String, Tensor> inputs = new HashMap<>();
        scope.parameters()
                .forEach(p -> inputs.put(
                        p.path(),
                        Tensor.allocate(ElementType.FLOAT32, p.value().shape().sizes())));
        inputs.put("critic.weight", Tensor.ofFloats(weight, shape));
        inputs.put("x", Tensor.ofFloats(new float[] {1, 0}, input.sizes()));
        scope.states().forEach(s -> inputs.put(s.path(), s.initial(new Seed(1))));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "training")) {
            float[] y = new float[0];
            for (int step = 0; step < 12; step++) {
                Map<String, Tensor> found = model.run(inputs);
                scope.states().forEach(s -> inputs.put(s.path(), found.get(s.path() + ".next")));
                y = found.get("y").toFloatArray();
            }
            assertThat((double) y[0]).isCloseTo(3 / LARGEST, within(1e-5));
            assertThat((double) y[1]).isCloseTo(4 / LARGEST, within(1e-5));
        }
    }

    /** dW = (G − ⟨G, W/σ⟩ u vᵀ) / σ, with G of ones for the sum of the outputs of x = (1, 1). */
    @Test
    void itsVectorsAreConstantsForTheGradient() {
        Graph graph = new Graph("evaluation");
        Scope scope = Scope.evaluation(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2));
        Value y = scope.apply("critic", SpectralNorm.of(new Linear(2)), x);
        Value weight = List.copyOf(scope.parameters()).get(0).value();
        graph.output("gradient", Gradient.of(Reductions.sum(y), List.of(weight)).get(0));
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("critic.weight", Tensor.ofFloats(WEIGHT, 2, 2));
        inputs.put("critic.weight-u", Tensor.ofFloats(new float[] {0.6f, 0.8f}, 2));
        inputs.put("critic.weight-v", Tensor.ofFloats(new float[] {0.8f, 0.6f}, 2));
        inputs.put("x", Tensor.ofFloats(new float[] {1, 1}, 1, 2));
        double sigma = 0.6 * 3 * 0.8 + 0.8 * (4 * 0.8 + 5 * 0.6);
        double inner = 12 / sigma;
        double[] outer = {0.48, 0.36, 0.64, 0.48};
        inputs.put("critic.bias", Tensor.ofFloats(new float[2], 2));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "evaluation")) {
            inputs.keySet().retainAll(graph.inputs().keySet());
            float[] found = model.run(inputs).get("gradient").toFloatArray();
            for (int i = 0; i < 4; i++) {
                assertThat((double) found[i]).isCloseTo((1 - inner * outer[i]) / sigma, within(1e-5));
            }
        }
    }

    @Test
    void exportsWhatItEvaluates() {
        LayerExports.check(SpectralNorm.of(Convolution.conv2d(3, 3)), 2, 5, 5);
        LayerExports.check(
                SpectralNorm.of(TransposedConvolution.convTranspose2d(3, 4).stride(2)), 2, 5, 5);
    }

    @Test
    void theParametersKeepTheirPathsAndAppliedTwiceTheVectorsMoveTwice() {
        Graph graph = new Graph("twice");
        Scope scope = Scope.training(graph);
        Layer critic = SpectralNorm.of(Convolution.conv2d(3, 3));
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2, 4, 4));
        scope.apply("critic", critic, x);
        Value after = scope.states().get(0).next();
        scope.apply("critic", critic, x);
        assertThat(scope.parameters().stream().map(Parameter::path)).containsExactly("critic.weight", "critic.bias");
        assertThat(scope.states().stream().map(State::path)).containsExactly("critic.weight-u", "critic.weight-v");
        assertThat(scope.states().get(0).next()).isNotSameAs(after);
    }

    @Test
    void aLayerWithoutAWeightIsNamed() {
        Graph graph = new Graph("none");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2, 4, 4));
        assertThatThrownBy(() -> scope.apply("critic", SpectralNorm.of(Sequential.of(Convolution.conv2d(3, 3))), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("critic: a spectral norm of ");
    }
}
