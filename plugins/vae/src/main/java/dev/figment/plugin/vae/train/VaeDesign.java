package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variational autoencoder (Kingma and Welling 2014), whose loss is the negative of a {@linkplain Bound bound}. */
record VaeDesign(Body body, Likelihood likelihood, Bound bound, Binarization binarize) implements CoderDesign {
    private static final String NOISE = "noise";

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(
                InputSpec.floats(CoderFiles.IMAGES, body.samples(batch)),
                InputSpec.floats(NOISE, bound.noise(body, batch)));
    }

    @Override
    public Map<String, Tensor> feed(Images images, Position at) {
        return Map.of(CoderFiles.IMAGES, seen(images, at).pixels(), NOISE, bound.drawn(body, images.size(), at));
    }

    @Override
    public Images seen(Images images, Position at) {
        return binarize.of(images, at);
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value images = requireNonNull(inputs.get(CoderFiles.IMAGES));
        Value noise = requireNonNull(inputs.get(NOISE));
        Value features = body.encode(scope, images);
        Posterior posterior = Posterior.of(body, scope, features);
        return bound.loss(
                scope,
                posterior,
                noise,
                latents -> {
                    Value decoded = body.decode(scope, latents, likelihood.parameters());
                    return likelihood.negativeLog(scope, decoded, images);
                },
                likelihood.learned(scope));
    }

    @Override
    public Map<String, Value> encoder(Scope scope, Value images) {
        return Posterior.of(body, scope, body.encode(scope, images)).outputs();
    }

    @Override
    public Map<String, Value> decoder(Scope scope, Value latents) {
        Value decoded = body.decode(scope, latents, likelihood.parameters());
        return Map.of(CoderFiles.IMAGES, likelihood.mean(decoded));
    }

    @Override
    public boolean hasPrior() {
        return true;
    }
}
