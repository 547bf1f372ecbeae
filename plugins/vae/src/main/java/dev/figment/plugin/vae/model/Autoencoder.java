package dev.figment.plugin.vae.model;

import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;

/**
 * An autoencoder of images. The model's folder holds {@code encoder.onnx} (input {@code images} [N, C, H, W] in [0, 1],
 * output {@code mean} [N, L]) and {@code decoder.onnx} (input {@code latents} [N, L], output {@code images}).
 */
public final class Autoencoder extends CodedImages {
    /** The keys of the component. */
    @Description("An autoencoder of images")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with encoder.onnx and decoder.onnx")
            ModelRef model) {}

    public Autoencoder(Config config, Models models) {
        super(new Coder(models, config.model, Coder.Kind.POINTS));
    }
}
