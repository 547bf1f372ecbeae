package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Decoder;
import dev.figment.api.Device;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.testkit.DecoderContract;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import dev.figment.testkit.PriorContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeTest implements EncoderContract<Images>, DecoderContract<Images>, PriorContract {
    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private Vae vae;

    @BeforeEach
    void open(@TempDir Path folder) {
        vae = new Vae(new Vae.Config(TinyModel.write(folder.resolve("tiny"))), models);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Override
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    @Override
    public Encoder<Images> encoder() {
        return vae;
    }

    @Override
    public Decoder<Images> decoder() {
        return vae;
    }

    @Override
    public Prior prior() {
        return vae;
    }

    @Override
    public Images samples() {
        return TinyModel.images(5, 2, 3);
    }

    @Override
    public Images misfits() {
        return TinyModel.images(5, 3, 2);
    }

    @Test
    void givesTheMeansAndLogVariancesOfTheEncoder() {
        float[] pixels = samples().pixels().toFloatArray();
        Latents latents = vae.encode(samples());
        float mean = 0;
        for (int i = 0; i < 6; i++) {
            mean += pixels[6 + i] * TinyModel.WEIGHTS[6 + i];
        }
        assertThat(latents.mean().toFloatArray()[3]).isCloseTo(mean, within(1e-5f));
        assertThat(latents.logVariance().toFloatArray()[3]).isCloseTo(-mean, within(1e-5f));
    }

    @Test
    void givesTheImagesOfTheDecoder() {
        Images images = vae.decode(Latents.of(Tensor.ofFloats(new float[] {0.5f, -2}, 1, 2)));
        assertThat(images.pixels().shape()).containsExactly(1, 1, 2, 3);
        for (int i = 0; i < 6; i++) {
            double logit = 0.5 * TinyModel.WEIGHTS[i] - 2 * TinyModel.WEIGHTS[6 + i];
            assertThat((double) images.pixels().toFloatArray()[i]).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-6));
        }
    }

    @Test
    void drawsFromTheStandardNormalDistribution() {
        int count = 20_000;
        Tensor drawn = vae.sample(count, new Position(new Seed(11), 0)).mean();
        double sum = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < count; i++) {
            double x = drawn.floats().get(2 * i);
            double y = drawn.floats().get(2 * i + 1);
            sum += x + y;
            squares += x * x + y * y;
            products += x * y;
        }
        // Five standard errors of each estimate.
        assertThat(sum / (2 * count)).isCloseTo(0, within(5 / Math.sqrt(2 * count)));
        assertThat(squares / (2 * count)).isCloseTo(1, within(5 * Math.sqrt(2.0 / (2 * count))));
        assertThat(products / count).isCloseTo(0, within(5 / Math.sqrt(count)));
    }

    @Test
    void saysThatItsModelsAreClosed() {
        models.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> vae.encode(samples()))
                .withMessageContaining("closed");
    }
}
