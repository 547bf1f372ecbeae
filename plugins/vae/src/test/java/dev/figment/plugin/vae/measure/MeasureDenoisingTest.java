package dev.figment.plugin.vae.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.MeasurementContract;
import dev.figment.testkit.Medium;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasureDenoisingTest implements MeasurementContract<Images> {
    private static final Transform<Images, Images> NOTHING = (images, at) -> images;

    private static MeasureDenoising measure(Transform<Images, Images> denoiser, double sigma) {
        return new MeasureDenoising(new MeasureDenoising.Config(new ComponentRef("denoiser"), sigma), denoiser);
    }

    private static Images grey(int count) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, count, 1, 40, 40);
        for (int i = 0; i < pixels.count(); i++) {
            pixels.floats().put(i, 0.5f);
        }
        return Images.of(pixels);
    }

    private static Map<String, Double> run(Sink<Images> sink, Images images) {
        try (Sink.Writer<Images> writer = sink.open(new Seed(1))) {
            writer.write(images);
            return ((Outcome.Measured) writer.finish()).values();
        }
    }

    @Override
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    @Override
    public Images samples() {
        return FakeCoder.images(0, 1, 1, 1, 0.25f, 0.5f);
    }

    @Override
    public Sink<Images> sink() {
        return measure(NOTHING, 0.2);
    }

    @Test
    void noiseHasTheRatioOfItsDeviation() {
        Map<String, Double> values = run(measure(NOTHING, 0.1), grey(20));
        assertThat(values.get("noisy-psnr-db")).isCloseTo(20, within(0.1));
        assertThat(values.get("gain-db")).isEqualTo(0);
    }

    /** Halving the deviation of the noise gains 6.02 dB; the images' own ratios are averaged. */
    @Test
    void theGainIsThatOfWhatIsGivenBack() {
        Transform<Images, Images> halving = (images, at) -> {
            Tensor pixels = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
            for (int i = 0; i < pixels.count(); i++) {
                pixels.floats().put(i, (images.pixels().floats().get(i) + 0.5f) / 2);
            }
            return Images.of(pixels);
        };
        Map<String, Double> values = run(measure(halving, 0.05), grey(3));
        assertThat(values.get("gain-db")).isCloseTo(20 * Math.log10(2), within(1e-4));
        assertThat(values.get("psnr-db")).isCloseTo(values.get("noisy-psnr-db") + values.get("gain-db"), within(1e-9));
        assertThat(values.get("ssim")).isBetween(values.get("noisy-ssim"), 1.0);
    }

    @Test
    void imagesOfAnotherSizeCannotBeCompared() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure((images, at) -> grey(1), 0.1), samples()))
                .withMessageContaining("FLOAT32[3, 1, 1, 2]");
    }

    @Test
    void sigmaIsGreaterThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(NOTHING, 0))
                .withMessage("sigma must be a number greater than 0");
    }
}
