package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Two samples of two elements each; expected values by the formulas, in double precision. */
class LossesTest {
    private static final float[] A = {0.5f, -1, 2, 0};
    private static final float[] B = {1, 0, 0.25f, 1};

    private static Map<String, Tensor> run(BinaryOperator<Value> loss, float[] a, float[] b) {
        Graph graph = new Graph("loss");
        Value x = graph.input("a", ElementType.FLOAT32, Shape.of(2, 2));
        Value y = graph.input("b", ElementType.FLOAT32, Shape.of(2, 2));
        Value perSample = loss.apply(x, y);
        graph.output("loss", perSample);
        graph.output(
                "gradient", Gradient.of(Reductions.sum(perSample), List.of(x)).get(0));
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "loss")) {
            return model.run(Map.of("a", Tensor.ofFloats(a, 2, 2), "b", Tensor.ofFloats(b, 2, 2)));
        }
    }

    private static void assertLoss(BinaryOperator<Value> loss, double first, double second) {
        float[] found = run(loss, A, B).get("loss").toFloatArray();
        assertThat(found).hasSize(2);
        assertThat((double) found[0]).isCloseTo(first, within(1e-5));
        assertThat((double) found[1]).isCloseTo(second, within(1e-5));
    }

    private static double crossEntropy(double logit, double target) {
        double p = 1 / (1 + Math.exp(-logit));
        return -target * Math.log(p) - (1 - target) * Math.log(1 - p);
    }

    @Test
    void bernoulliIsTheSumOfCrossEntropies() {
        assertLoss(
                Losses::bernoulli,
                crossEntropy(0.5, 1) + crossEntropy(-1, 0),
                crossEntropy(2, 0.25) + crossEntropy(0, 1));
    }

    @Test
    void bernoulliAndItsGradientAreExactForExtremeLogits() {
        Map<String, Tensor> result =
                run(Losses::bernoulli, new float[] {200, -200, 200, -200}, new float[] {1, 0, 0, 1});
        assertThat(result.get("loss").toFloatArray()).containsExactly(0, 400);
        assertThat(result.get("gradient").toFloatArray()).containsExactly(new float[] {0, 0, 1, -1}, within(1e-6f));
    }

    @Test
    void gaussianIsTheNegativeLogDensity() {
        double constant = 2 * (0.5 * Math.log(2 * Math.PI) + Math.log(0.5));
        assertLoss(
                (a, b) -> Losses.gaussian(a, b, 0.5f),
                constant + (0.25 + 1) / (2 * 0.25),
                constant + (3.0625 + 1) / (2 * 0.25));
    }

    @Test
    void absoluteErrorIsASumAndNoMean() {
        assertLoss(Losses::absoluteError, 0.5 + 1, 1.75 + 1);
    }

    @Test
    void squaredErrorIsASumAndNoMean() {
        assertLoss(Losses::squaredError, 0.25 + 1, 3.0625 + 1);
    }

    @Test
    void divergenceFromStandardNormalFollowsItsFormula() {
        assertLoss(
                Losses::divergenceFromStandardNormal,
                0.5 * (0.25 + Math.E - 1 - 1 + 1 + 1 - 1),
                0.5 * (4 + Math.exp(0.25) - 1 - 0.25 + Math.E - 1 - 1));
    }
}
