package dev.figment.plugin.vae.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.MeasurementContract;
import dev.figment.testkit.Medium;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasureReconstructionTest implements MeasurementContract<Images> {
    private static final DataRef TRAINING = new DataRef("training.idx", Path.of("."));

    /** Decodes each pixel to half of it. */
    private final FakeCoder halving = new FakeCoder(null, pixel -> pixel / 2);

    private final Images images = FakeCoder.images(0.2f, 0.4f, 1, 0, 0.6f, 0.8f);

    private MeasureReconstruction measure(FakeCoder coder, @Nullable DataRef pca, int components) {
        var config = new MeasureReconstruction.Config(new ComponentRef("coder"), pca, components);
        return new MeasureReconstruction(config, coder, coder, new Training());
    }

    /** Gives the data that a PCA is fitted to: the first pixel varies much, the second little. */
    private static final class Training implements Datasets, Dataset<Images> {
        @Override
        @SuppressWarnings("unchecked") // It is asked for images alone.
        public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
            assertThat(from).isEqualTo(TRAINING);
            assertThat(format).isEqualTo(new ImageFormat(1, 1, 2));
            return (Dataset<T>) this;
        }

        @Override
        public String name() {
            return "training";
        }

        @Override
        public int size() {
            return 4;
        }

        @Override
        public Images read(int[] indices) {
            Tensor pixels = Tensor.ofFloats(new float[2 * indices.length], indices.length, 1, 1, 2);
            for (int i = 0; i < indices.length; i++) {
                pixels.floats().put(2 * i, indices[i] < 2 ? 0 : 1);
                pixels.floats().put(2 * i + 1, indices[i] % 2 == 0 ? 0.4f : 0.6f);
            }
            return Images.of(pixels);
        }

        @Override
        public String digest() {
            return "sha256:0";
        }
    }

    private static Outcome.Measured run(Sink<Images> sink, Images images) {
        try (Sink.Writer<Images> writer = sink.open(new Seed(1))) {
            writer.write(images);
            return (Outcome.Measured) writer.finish();
        }
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
        return measure(halving, TRAINING, 1);
    }

    @Test
    void givesTheMeanSquaredErrorOfAPixelAndItsPeakSignalToNoiseRatio() {
        double mse = IntStream.range(0, 6)
                        .mapToDouble(i -> Math.pow(images.pixels().toFloatArray()[i] / 2, 2))
                        .sum()
                / 6;
        Outcome.Measured measured = run(measure(halving, null, 16), images);
        assertThat(measured.values().keySet()).containsExactly("mse", "psnr-db", "ssim");
        assertThat(measured.values().get("mse")).isCloseTo(mse, within(1e-7));
        assertThat(measured.values().get("psnr-db")).isCloseTo(10 * Math.log10(1 / mse), within(1e-5));
    }

    @Test
    void anErrorOfATenthIs20Decibels() {
        FakeCoder coder = new FakeCoder(null, pixel -> pixel + 0.1);
        Map<String, Double> values =
                run(measure(coder, null, 1), FakeCoder.images(0, 0.5f)).values();
        assertThat(values.get("mse")).isCloseTo(0.01, within(1e-8));
        assertThat(values.get("psnr-db")).isCloseTo(20, within(1e-5));
        // Windows of one pixel: 0 and 0.1, 0.5 and 0.6.
        double ssim = (1e-4 / (0.01 + 1e-4) + (0.6 + 1e-4) / (0.25 + 0.36 + 1e-4)) / 2;
        assertThat(values.get("ssim")).isCloseTo(ssim, within(1e-5));
    }

    @Test
    void comparesWithAPcaOfTheTrainingData() {
        // The first component is the first pixel, so that the second comes back as its mean, 0.5.
        double pcaMse = (0.01 + 0.25 + 0.09) / 6;
        Map<String, Double> values = run(measure(halving, TRAINING, 1), images).values();
        assertThat(values.keySet()).containsExactly("mse", "psnr-db", "ssim", "pca-1-mse", "mse-of-pca");
        assertThat(values.get("pca-1-mse")).isCloseTo(pcaMse, within(1e-7));
        assertThat(values.get("mse-of-pca")).isCloseTo(values.get("mse") / pcaMse, within(1e-5));
    }

    @Test
    void aPcaNeedsAComponent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(halving, TRAINING, 0))
                .withMessage("components must be at least 1");
    }

    @Test
    void imagesThatComeBackInAnotherSizeCannotBeCompared() {
        Images square = Images.of(Tensor.ofFloats(new float[2], 1, 1, 2, 1));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> run(measure(halving, null, 1), square))
                .withMessageContainingAll("FLOAT32[1, 1, 2, 1]", "decoded to FLOAT32[1, 1, 1, 2]");
    }
}
