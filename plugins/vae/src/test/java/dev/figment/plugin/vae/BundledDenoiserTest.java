package dev.figment.plugin.vae;

import dev.figment.api.Device;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ModelRef;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.vae.model.Denoiser;
import dev.figment.testkit.Medium;
import dev.figment.testkit.TransformContract;
import org.junit.jupiter.api.AfterEach;

/** The zoo's photo-denoiser keeps the contract. */
class BundledDenoiserTest implements TransformContract<Images, Images> {
    private final OnnxModels models = OnnxModels.on(Device.CPU);
    private final Denoiser denoiser =
            new Denoiser(new Denoiser.Config(new ModelRef("zoo/photo-denoiser", BundledModelsTest.PROJECT)), models);

    @AfterEach
    void close() {
        models.close();
    }

    @Override
    public Transform<Images, Images> transform() {
        return denoiser;
    }

    @Override
    public Medium<Images> takes() {
        return Medium.IMAGES;
    }

    @Override
    public Medium<Images> gives() {
        return Medium.IMAGES;
    }

    /** Sums over 32 channels of 3×3 pixels, ten times over, in whatever order the batch size suggests. */
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public Images input() {
        float[] pixels = new float[4 * 3 * 21 * 34];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) new Seed(4).uniform(i);
        }
        return Images.of(Tensor.ofFloats(pixels, 4, 3, 21, 34));
    }
}
