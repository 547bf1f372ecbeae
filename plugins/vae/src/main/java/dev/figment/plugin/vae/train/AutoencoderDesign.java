package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder (Hinton and Salakhutdinov 2006): the latent is what the decoder needs to give the image back. With a
 * corruption it is a denoising one (Vincent et al. 2008), whose encoder sees the corrupted image, and whose decoder is to
 * give back the clean one.
 */
record AutoencoderDesign(Body body, AutoencoderRecipe.Reconstruction reconstruction, Corruption corruption)
        implements CoderDesign {
    private static final String CLEAN = "clean";

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(
                InputSpec.floats(CoderFiles.IMAGES, body.samples(batch)), InputSpec.floats(CLEAN, body.samples(batch)));
    }

    @Override
    public Map<String, Tensor> feed(Images images, Position at) {
        return Map.of(CoderFiles.IMAGES, seen(images, at).pixels(), CLEAN, images.pixels());
    }

    @Override
    public Images seen(Images images, Position at) {
        return corruption.on(images, at);
    }

    /** The loss is the one that was chosen, mean over images; {@code mse} is for each pixel, for comparison. */
    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value images = requireNonNull(inputs.get(CoderFiles.IMAGES));
        Value pixels = requireNonNull(inputs.get(CLEAN));
        Value latents = body.head(scope, CoderFiles.MEAN, body.encode(scope, images));
        Value logits = body.decode(scope, latents, 1);
        Value squared = Reductions.mean(Losses.squaredError(Activations.sigmoid(logits), pixels));
        Value loss = switch (reconstruction) {
            case MSE -> squared;
            case BCE -> Reductions.mean(Losses.bernoulli(logits, pixels));
        };
        return new Loss(loss, Map.of("mse", Arithmetic.mul(squared, 1f / body.count())));
    }

    @Override
    public Map<String, Value> encoder(Scope scope, Value images) {
        return Map.of(CoderFiles.MEAN, body.head(scope, CoderFiles.MEAN, body.encode(scope, images)));
    }

    @Override
    public Map<String, Value> decoder(Scope scope, Value latents) {
        return Map.of(CoderFiles.IMAGES, Activations.sigmoid(body.decode(scope, latents, 1)));
    }

    @Override
    public boolean hasPrior() {
        return false;
    }
}
