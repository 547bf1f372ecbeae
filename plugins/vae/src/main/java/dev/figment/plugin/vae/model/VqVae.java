package dev.figment.plugin.vae.model;

import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;

/**
 * A VQ-VAE of images (van den Oord et al. 2017), whose latents are a grid of entries of its codebook. The model's folder
 * holds {@code encoder.onnx} (input {@code images} [N, C, H, W] in [0, 1], output {@code latents} [N, size, h, w], already
 * quantized) and {@code decoder.onnx} (input {@code latents}, output {@code images}).
 */
public final class VqVae extends CodedImages {
    /** The keys of the component. */
    @Description("A VQ-VAE of images: to a grid of entries of a codebook, and back")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with encoder.onnx and decoder.onnx")
            ModelRef model) {}

    public VqVae(Config config, Models models) {
        super(new Coder(models, config.model, Coder.Kind.GRIDS));
    }
}
