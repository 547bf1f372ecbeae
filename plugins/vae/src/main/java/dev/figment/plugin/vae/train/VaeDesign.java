package dev.figment.plugin.vae.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.Noise;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder (Kingma and Welling 2014): the loss is the negative evidence lower bound of eq. 10 with one
 * sample, its divergence weighted by β (Higgins et al. 2017). All terms are nats for each image, means over the batch.
 */
record VaeDesign(Body body, VaeRecipe.Likelihood likelihood, float sigma, float beta, boolean binarize)
        implements CoderDesign {
    private static final String NOISE = "noise";

    @Override
    public List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(
                InputSpec.floats(CoderFiles.IMAGES, body.images(batch)), InputSpec.floats(NOISE, body.latents(batch)));
    }

    @Override
    public Map<String, Tensor> feed(Images images, Position at) {
        Images seen = binarize ? Binarization.sample(images, at) : images;
        Tensor noise = Noise.standardNormal(at::seed, images.size(), body.latents());
        return Map.of(CoderFiles.IMAGES, seen.pixels(), NOISE, noise);
    }

    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value images = requireNonNull(inputs.get(CoderFiles.IMAGES));
        Value pixels = Layout.flatten(images);
        Value hidden = body.encode(scope, images);
        Value mean = body.head(scope, CoderFiles.MEAN, hidden);
        Value logVariance = body.head(scope, CoderFiles.LOG_VARIANCE, hidden);
        Value deviation = Activations.exp(Arithmetic.mul(logVariance, 0.5f));
        Value latents = Arithmetic.add(mean, Arithmetic.mul(deviation, requireNonNull(inputs.get(NOISE))));
        Value logits = body.decode(scope, latents);
        Value reconstruction = Reductions.mean(
                switch (likelihood) {
                    case BERNOULLI -> Losses.bernoulli(logits, pixels);
                    case GAUSSIAN -> Losses.gaussian(Activations.sigmoid(logits), pixels, sigma);
                });
        Value divergence = Reductions.mean(Losses.divergenceFromStandardNormal(mean, logVariance));
        Map<String, Value> metrics = new LinkedHashMap<>();
        metrics.put("reconstruction", reconstruction);
        metrics.put("kl", divergence);
        return new Loss(Arithmetic.add(reconstruction, Arithmetic.mul(divergence, beta)), metrics);
    }

    @Override
    public Map<String, Value> encoder(Scope scope, Value images) {
        Value hidden = body.encode(scope, images);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put(CoderFiles.MEAN, body.head(scope, CoderFiles.MEAN, hidden));
        outputs.put(CoderFiles.LOG_VARIANCE, body.head(scope, CoderFiles.LOG_VARIANCE, hidden));
        return outputs;
    }

    @Override
    public Map<String, Value> decoder(Scope scope, Value latents) {
        return Map.of(CoderFiles.IMAGES, body.unflatten(Activations.sigmoid(body.decode(scope, latents))));
    }

    @Override
    public boolean hasPrior() {
        return true;
    }
}
