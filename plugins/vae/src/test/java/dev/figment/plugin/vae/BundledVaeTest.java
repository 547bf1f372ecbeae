package dev.figment.plugin.vae;

import dev.figment.api.Decoder;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Prior;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.vae.model.TinyModel;
import dev.figment.plugin.vae.model.Vae;
import dev.figment.testkit.DecoderContract;
import dev.figment.testkit.EncoderContract;
import dev.figment.testkit.Medium;
import dev.figment.testkit.PriorContract;
import org.junit.jupiter.api.AfterEach;

/** The zoo's digits-vae keeps the contracts, with layers as wide as real ones are. */
class BundledVaeTest implements EncoderContract<Images>, DecoderContract<Images>, PriorContract {
    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private final Vae vae = new Vae(new Vae.Config(new ModelRef("zoo/digits-vae", BundledModelsTest.PROJECT)), models);

    @AfterEach
    void close() {
        models.close();
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
    public Medium<Images> medium() {
        return Medium.IMAGES;
    }

    /** Sums over 784 pixels in single precision, in whatever order the batch size suggests. */
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public Images samples() {
        return TinyModel.images(5, 28, 28);
    }

    @Override
    public Images misfits() {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, 5, 3, 28, 28));
    }
}
