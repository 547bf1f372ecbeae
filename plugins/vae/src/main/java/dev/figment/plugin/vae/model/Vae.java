package dev.figment.plugin.vae.model;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
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
public final class Vae implements Encoder<Images>, Decoder<Images>, Prior {
    /** The keys of the component. */
    @Description("A variational autoencoder of images")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with encoder.onnx and decoder.onnx")
            ModelRef model) {}

    private final Coder coder;

    public Vae(Config config, Models models) {
        this.coder = new Coder(models, config.model, Coder.Kind.GAUSSIANS);
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

    @Override
    public Latents sample(int count, Position at) {
        return Latents.of(Noise.standardNormal(at::seed, count, latentShape()[0]));
    }
}
