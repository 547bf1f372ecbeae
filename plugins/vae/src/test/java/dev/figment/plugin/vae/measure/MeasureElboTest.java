package dev.figment.plugin.vae.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.testkit.MeasurementContract;
import dev.figment.testkit.Medium;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MeasureElboTest implements MeasurementContract<Images> {
    private static final double LOG_VARIANCE = -1.5;
    private static final double VARIANCE = Math.exp(LOG_VARIANCE);

    private final Images images = FakeCoder.images(0, 1, 1, 1, 0.25f, 0.5f);

    private static MeasureElbo measure(DoubleUnaryOperator pixel, Binarization binarize, int samples) {
        FakeCoder coder = new FakeCoder(LOG_VARIANCE, pixel);
        return new MeasureElbo(new MeasureElbo.Config(new ComponentRef("vae"), binarize, null, samples), coder, coder);
    }

    /** With an encoder that is wider than the prior, so that no weight is too large. */
    private static MeasureElbo wide(DoubleUnaryOperator pixel, int samples) {
        FakeCoder coder = new FakeCoder(0.4, pixel);
        return new MeasureElbo(
                new MeasureElbo.Config(new ComponentRef("vae"), Binarization.NONE, null, samples), coder, coder);
    }

    private static Map<String, Double> run(Sink<Images> sink, long seed, Images images) {
        try (Sink.Writer<Images> writer = sink.open(new Seed(seed))) {
            writer.write(images);
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    private static double divergence(double... means) {
        double sum = 0;
        for (double mean : means) {
            sum += 0.5 * (mean * mean + VARIANCE - 1 - LOG_VARIANCE);
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    @Override
    public Images samples() {
        return images;
    }

    @Override
    public Sink<Images> sink() {
        return measure(MeasureElboTest::sigmoid, Binarization.SAMPLE, 3);
    }

    @Test
    void givesBothTermsInNatsForEachImage() {
        double reconstruction = 0;
        for (float x : images.pixels().toFloatArray()) {
            reconstruction -= x * Math.log(0.25) + (1 - x) * Math.log(0.75);
        }
        double kl = divergence(0, 1, 1, 1, 0.25, 0.5) / 3;
        Map<String, Double> values = run(measure(latent -> 0.25, Binarization.NONE, 1), 1, images);
        assertThat(values.keySet())
                .containsExactly("negative-elbo-nats", "reconstruction-nats", "kl-nats", "active-units");
        assertThat(values.get("kl-nats")).isCloseTo(kl, within(1e-6));
        assertThat(values.get("reconstruction-nats")).isCloseTo(reconstruction / 3, within(1e-6));
        assertThat(values.get("negative-elbo-nats")).isCloseTo(reconstruction / 3 + kl, within(1e-6));
    }

    /** A white pixel costs −log exp(−z²) = z², which is μ² + σ² on average. */
    @Test
    void theMeanOfManyDrawsIsTheExpectation() {
        Images white = FakeCoder.images(1, 1);
        int draws = 20_000;
        double perPixel = run(measure(z -> Math.exp(-z * z), Binarization.NONE, draws), 1, white)
                        .get("reconstruction-nats")
                / 2;
        double deviation = Math.sqrt(2 * VARIANCE * VARIANCE + 4 * VARIANCE);
        assertThat(perPixel).isCloseTo(1 + VARIANCE, within(5 * deviation / Math.sqrt(2 * draws)));
    }

    @Test
    void everyDrawAndEverySeedHasItsOwnNoise() {
        Sink<Images> one = measure(MeasureElboTest::sigmoid, Binarization.NONE, 1);
        double first = run(one, 1, images).get("reconstruction-nats");
        assertThat(run(one, 2, images).get("reconstruction-nats")).isNotEqualTo(first);
        assertThat(run(measure(MeasureElboTest::sigmoid, Binarization.NONE, 2), 1, images)
                        .get("reconstruction-nats"))
                .isNotEqualTo(first);
    }

    @Test
    void aCertainErrorCostsNoMoreThanItsBound() {
        double most = run(measure(latent -> 0, Binarization.NONE, 1), 1, FakeCoder.images(1, 1))
                .get("reconstruction-nats");
        assertThat(most).isCloseTo(-2 * Math.log(1e-7), within(1e-6));
    }

    /** Greys of 0.25 are drawn: a white pixel costs −log 0.9, a black one −log 0.1. */
    @Test
    void binarizedPixelsAreDrawnWithTheirGreyAsProbability() {
        int count = 4000;
        float[] greys = new float[2 * count];
        Arrays.fill(greys, 0.25f);
        Map<String, Double> values = run(measure(latent -> 0.9, Binarization.SAMPLE, 1), 1, FakeCoder.images(greys));
        double expected = -0.25 * Math.log(0.9) - 0.75 * Math.log(0.1);
        double deviation = Math.sqrt(0.25 * 0.75) * Math.log(9);
        assertThat(values.get("reconstruction-nats") / 2)
                .isCloseTo(expected, within(5 * deviation / Math.sqrt(2 * count)));
        // The encoder saw the drawn pixels: means of 0 and 1.
        assertThat(values.get("kl-nats") / 2)
                .isCloseTo(0.75 * divergence(0) + 0.25 * divergence(1), within(5 * 0.5 * 0.44 / Math.sqrt(2 * count)));
    }

    @Test
    void anEncoderWithoutVariancesIsRefused() {
        FakeCoder points = new FakeCoder(null, z -> 0.5);
        MeasureElbo measure = new MeasureElbo(
                new MeasureElbo.Config(new ComponentRef("points"), Binarization.NONE, null, 1), points, points);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure, 1, images))
                .withMessageContainingAll("gives variances", "type vae");
    }

    @Test
    void imagesThatComeBackInAnotherSizeCannotBeCompared() {
        Images high = Images.of(Tensor.ofFloats(new float[2], 1, 1, 2, 1));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure(z -> 0.5, Binarization.NONE, 1), 1, high))
                .withMessageContaining("FLOAT32[1, 1, 2, 1]");
    }

    @Test
    void atLeastOneLatentIsDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(z -> 0.5, Binarization.NONE, 0))
                .withMessage("samples must be at least 1");
    }

    /** Where the decoder ignores the latent, p(x) is p(x | z), whatever the encoder says. */
    @Test
    void theLikelihoodIsThatOfTheModelAndNotTheBound() {
        Images white = FakeCoder.images(1, 1);
        Map<String, Double> values = run(wide(z -> 0.25, 20_000), 1, white);
        assertThat(values.get("negative-log-likelihood-nats")).isCloseTo(-2 * Math.log(0.25), within(0.05));
        assertThat(values.get("negative-elbo-nats"))
                .isCloseTo(-2 * Math.log(0.25) + 1 + Math.exp(0.4) - 1 - 0.4, within(1e-6));
    }

    /** p(x = 1) = E exp(−z²) = 1/√3 for each pixel under N(0, 1). */
    @Test
    void theLikelihoodIntegratesOverThePrior() {
        Map<String, Double> values = run(wide(z -> Math.exp(-z * z), 20_000), 3, FakeCoder.images(1, 1));
        assertThat(values.get("negative-log-likelihood-nats")).isCloseTo(Math.log(3), within(0.05));
    }

    @Test
    void aGaussianLikelihoodHasItsDensity() {
        FakeCoder coder = new FakeCoder(LOG_VARIANCE, z -> 0.25);
        var config = new MeasureElbo.Config(new ComponentRef("vae"), Binarization.NONE, 0.2, 1);
        double expected = 0;
        for (float x : images.pixels().toFloatArray()) {
            double z = (x - 0.25) / 0.2;
            expected -= Math.log(Math.exp(-0.5 * z * z) / (0.2 * Math.sqrt(2 * Math.PI)));
        }
        assertThat(run(new MeasureElbo(config, coder, coder), 1, images).get("reconstruction-nats"))
                .isCloseTo(expected / 3, within(1e-6));
    }

    @Test
    void unitsAreActiveWhoseMeansVary() {
        Images firstVaries = FakeCoder.images(0, 0.5f, 1, 0.5f, 0, 0.6f, 1, 0.6f);
        assertThat(run(measure(z -> 0.5, Binarization.NONE, 1), 1, firstVaries).get("active-units"))
                .isEqualTo(1);
        assertThat(run(measure(z -> 0.5, Binarization.NONE, 1), 1, images).get("active-units"))
                .isEqualTo(2);
    }

    @Test
    void sigmaIsForGreysAndGreaterThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeasureElbo.Config(new ComponentRef("vae"), Binarization.NONE, 0.0, 1))
                .withMessage("sigma must be a number greater than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MeasureElbo.Config(new ComponentRef("vae"), Binarization.SAMPLE, 0.1, 1))
                .withMessageContaining("sigma is for greys");
    }
}
