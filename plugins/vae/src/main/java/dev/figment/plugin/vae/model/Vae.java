package dev.figment.plugin.vae.model;

import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;

/**
 * A variational autoencoder of images (Kingma and Welling 2014) with the prior N(0, I). The model's folder holds {@code
 * encoder.onnx} (input {@code images} [N, C, H, W] in [0, 1], outputs {@code mean} and {@code log_variance} [N, L]) and
 * {@code decoder.onnx} (input {@code latents} [N, L], output {@code images}).
 */
public final class Vae extends CodedImages implements Prior {
    /** The keys of the component. */
    @Description("A variational autoencoder of images")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with encoder.onnx and decoder.onnx")
            ModelRef model) {}

    public Vae(Config config, Models models) {
        super(new Coder(models, config.model, Coder.Kind.GAUSSIANS));
    }

    @Override
    public Latents sample(int count, Position at) {
        return Latents.of(Noise.standardNormal(at::seed, count, latentShape()[0]));
    }
}
