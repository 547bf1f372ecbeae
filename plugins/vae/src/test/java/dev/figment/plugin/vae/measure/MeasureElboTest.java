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

    private static MeasureElbo measure(DoubleUnaryOperator pixel, boolean binarize, int samples) {
        FakeCoder coder = new FakeCoder(LOG_VARIANCE, pixel);
        return new MeasureElbo(new MeasureElbo.Config(new ComponentRef("vae"), binarize, samples), coder, coder);
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
        return measure(MeasureElboTest::sigmoid, true, 3);
    }

    @Test
    void givesBothTermsInNatsForEachImage() {
        double reconstruction = 0;
        for (float x : images.pixels().toFloatArray()) {
            reconstruction -= x * Math.log(0.25) + (1 - x) * Math.log(0.75);
        }
        double kl = divergence(0, 1, 1, 1, 0.25, 0.5) / 3;
        Map<String, Double> values = run(measure(latent -> 0.25, false, 1), 1, images);
        assertThat(values.keySet()).containsExactly("negative-elbo-nats", "reconstruction-nats", "kl-nats");
        assertThat(values.get("kl-nats")).isCloseTo(kl, within(1e-6));
        assertThat(values.get("reconstruction-nats")).isCloseTo(reconstruction / 3, within(1e-6));
        assertThat(values.get("negative-elbo-nats")).isCloseTo(reconstruction / 3 + kl, within(1e-6));
    }

    /** A white pixel costs −log exp(−z²) = z², which is μ² + σ² on average. */
    @Test
    void theMeanOfManyDrawsIsTheExpectation() {
        Images white = FakeCoder.images(1, 1);
        int draws = 20_000;
        double perPixel =
                run(measure(z -> Math.exp(-z * z), false, draws), 1, white).get("reconstruction-nats") / 2;
        double deviation = Math.sqrt(2 * VARIANCE * VARIANCE + 4 * VARIANCE);
        assertThat(perPixel).isCloseTo(1 + VARIANCE, within(5 * deviation / Math.sqrt(2 * draws)));
    }

    @Test
    void everyDrawAndEverySeedHasItsOwnNoise() {
        Sink<Images> one = measure(MeasureElboTest::sigmoid, false, 1);
        double first = run(one, 1, images).get("reconstruction-nats");
        assertThat(run(one, 2, images).get("reconstruction-nats")).isNotEqualTo(first);
        assertThat(run(measure(MeasureElboTest::sigmoid, false, 2), 1, images).get("reconstruction-nats"))
                .isNotEqualTo(first);
    }

    @Test
    void aCertainErrorCostsNoMoreThanItsBound() {
        double most =
                run(measure(latent -> 0, false, 1), 1, FakeCoder.images(1, 1)).get("reconstruction-nats");
        assertThat(most).isCloseTo(-2 * Math.log(1e-7), within(1e-6));
    }

    /** Greys of 0.25 are drawn: a white pixel costs −log 0.9, a black one −log 0.1. */
    @Test
    void binarizedPixelsAreDrawnWithTheirGreyAsProbability() {
        int count = 4000;
        float[] greys = new float[2 * count];
        Arrays.fill(greys, 0.25f);
        Map<String, Double> values = run(measure(latent -> 0.9, true, 1), 1, FakeCoder.images(greys));
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
        MeasureElbo measure =
                new MeasureElbo(new MeasureElbo.Config(new ComponentRef("points"), false, 1), points, points);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure, 1, images))
                .withMessageContainingAll("gives variances", "type vae");
    }

    @Test
    void imagesThatComeBackInAnotherSizeCannotBeCompared() {
        Images high = Images.of(Tensor.ofFloats(new float[2], 1, 1, 2, 1));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure(z -> 0.5, false, 1), 1, high))
                .withMessageContaining("FLOAT32[1, 1, 2, 1]");
    }

    @Test
    void atLeastOneLatentIsDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(z -> 0.5, false, 0))
                .withMessage("samples must be at least 1");
    }
}
