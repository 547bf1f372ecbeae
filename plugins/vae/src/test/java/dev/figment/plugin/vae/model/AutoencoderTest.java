package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Decoder;
import dev.figment.api.Device;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.testkit.DecoderContract;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoencoderTest implements EncoderContract<Images>, DecoderContract<Images> {
    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private Autoencoder autoencoder;

    @BeforeEach
    void open(@TempDir Path folder) {
        autoencoder = new Autoencoder(new Autoencoder.Config(TinyModel.write(folder.resolve("tiny"))), models);
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
        return autoencoder;
    }

    @Override
    public Decoder<Images> decoder() {
        return autoencoder;
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
    void givesPointsWithoutVariances() {
        assertThat(autoencoder.encode(samples()).logVariance()).isNull();
    }
}
