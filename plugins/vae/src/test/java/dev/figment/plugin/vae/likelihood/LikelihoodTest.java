package dev.figment.plugin.vae.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Negative log-likelihoods against their formulas, in double precision. */
class LikelihoodTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);
    private static final float LOG_SPREAD = -1.25f;

    /** One pixel for each sample, a location of this logit and, where the decoder gives it, LOG_SPREAD more. */
    private static float[] negativeLog(Likelihood likelihood, float logit, float... pixels) {
        Graph graph = new Graph("likelihood");
        int parameters = likelihood.parameters();
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(pixels.length, 1, 1, 1));
        Value decoded = graph.input("decoded", ElementType.FLOAT32, Shape.of(pixels.length, parameters, 1, 1));
        Scope scope = Scope.inference(graph, Map.of("likelihood.log_spread", Tensor.ofFloats(new float[] {-2}, 1)));
        graph.output("y", likelihood.negativeLog(scope, decoded, x));
        float[] numbers = new float[pixels.length * parameters];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % parameters == 0 ? logit : LOG_SPREAD;
        }
        try (Model model = MODELS.compile(OnnxWriter.write(graph, Map.of()), "likelihood")) {
            return model.run(Map.of(
                            "x", Tensor.ofFloats(pixels, pixels.length, 1, 1, 1),
                            "decoded", Tensor.ofFloats(numbers, pixels.length, parameters, 1, 1)))
                    .get("y")
                    .toFloatArray();
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** What the spread is: as given, the learned parameter −2, or the given one times exp(LOG_SPREAD); softly above −6. */
    private static double spread(Spread spread, double given) {
        return switch (spread) {
            case FIXED -> given;
            case SHARED -> Math.exp(Math.log1p(Math.exp(-2 + 6)) - 6);
            case PIXEL -> Math.exp(Math.log1p(Math.exp(Math.log(given) + LOG_SPREAD + 6)) - 6);
        };
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void aGaussianHasItsDensity(Spread spread) {
        double sigma = spread(spread, 0.2);
        float[] found = negativeLog(new Gaussian(0.2, spread), 0.4f, 0, 0.6f, 1);
        for (int i = 0; i < found.length; i++) {
            double z = (new double[] {0, 0.6f, 1}[i] - sigmoid(0.4)) / sigma;
            double expected = -Math.log(Math.exp(-0.5 * z * z) / (sigma * Math.sqrt(2 * Math.PI)));
            assertThat(found[i]).isCloseTo((float) expected, within(2e-4f));
        }
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void aDiscretizedLogisticHasTheMassOfItsLevel(Spread spread) {
        double scale = spread(spread, 0.1);
        double location = sigmoid(-0.7);
        float[] found = negativeLog(new DiscretizedLogistic(0.1, spread), -0.7f, 0, 80 / 255f, 1);
        double half = 0.5 / 255;
        double[] masses = {
            sigmoid((half - location) / scale),
            sigmoid((80 / 255.0 + half - location) / scale) - sigmoid((80 / 255.0 - half - location) / scale),
            1 - sigmoid((1 - half - location) / scale)
        };
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo((float) -Math.log(masses[i]), within(5e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0", "0.3, 2", "0.005, -3"})
    void theLevelsOfADiscretizedLogisticHaveAMassOfOneTogether(double scale, float logit) {
        float[] levels = new float[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = i / 255f;
        }
        double sum = 0;
        for (float cost : negativeLog(new DiscretizedLogistic(scale, Spread.FIXED), logit, levels)) {
            sum += Math.exp(-cost);
        }
        assertThat(sum).isCloseTo(1, within(1e-3));
    }

    @Test
    void whatIsFarOffCostsMuchAndStaysFinite() {
        float[] found = negativeLog(new DiscretizedLogistic(1e-6, Spread.SHARED), 0, 0.9f, 0, 1);
        for (float cost : found) {
            assertThat(cost).isGreaterThan(2).isFinite();
        }
        assertThat(negativeLog(new Gaussian(0.1, Spread.PIXEL), -80, 1)[0])
                .isGreaterThan(100)
                .isFinite();
    }

    @Test
    void aBernoulliCountsGreysAsCrossEntropy() {
        double p = sigmoid(1.5);
        float[] found = negativeLog(new Bernoulli(), 1.5f, 0, 0.25f, 1);
        assertThat(found[1]).isCloseTo((float) (-0.25 * Math.log(p) - 0.75 * Math.log(1 - p)), within(1e-5f));
        assertThat(found[0]).isCloseTo((float) -Math.log(1 - p), within(1e-5f));
        assertThat(found[2]).isCloseTo((float) -Math.log(p), within(1e-5f));
    }
}
