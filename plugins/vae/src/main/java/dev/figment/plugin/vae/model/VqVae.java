package dev.figment.plugin.vae.model;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;

/**
 * A VQ-VAE of images (van den Oord et al. 2017), whose latents are a grid of entries of its codebook. The model's folder
 * holds {@code encoder.onnx} (input {@code images} [N, C, H, W] in [0, 1], output {@code latents} [N, size, h, w], already
 * quantized) and {@code decoder.onnx} (input {@code latents}, output {@code images}).
 */
public final class VqVae implements Encoder<Images>, Decoder<Images> {
    /** The keys of the component. */
    @Description("A VQ-VAE of images: to a grid of entries of a codebook, and back")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with encoder.onnx and decoder.onnx")
            ModelRef model) {}

    private final Coder coder;

    public VqVae(Config config, Models models) {
        this.coder = new Coder(models, config.model, Coder.Kind.GRIDS);
    }

    @Override
    public Latents encode(Images samples) {
        return coder.encode(samples);
    }

    @Override
    public Images decode(Latents latents) {
        return coder.decode(latents);
    }

    @Override
    public long[] latentShape() {
        return coder.latentShape();
    }
}
