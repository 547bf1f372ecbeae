package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/** The negative evidence lower bound of a variational autoencoder, whatever its encoder and decoder are made of. */
final class Vae {
    static final OptimizerConfig OPTIMIZER = OptimizerConfig.adam(1e-3);

    private Vae() {}

    /** From a scope and a value of images to features, or of latents to logits. */
    @FunctionalInterface
    interface Part {
        Value apply(Scope scope, Value x);
    }

    static List<Goal> goals(int latents, Part encoder, Part decoder) {
        return List.of(
                new Goal("loss", "", (scope, inputs) -> loss(scope, inputs, latents, encoder, decoder), OPTIMIZER));
    }

    private static Objective.Loss loss(
            Scope scope, Map<String, Value> inputs, int latents, Part encoder, Part decoder) {
        Value pixels = Input.of(inputs, "pixels");
        Value features = encoder.apply(scope, pixels);
        Value mean = scope.apply("mean", new Linear(latents), features);
        Value logVariance = scope.apply("log-variance", new Linear(latents), features);
        Value deviation = Activations.exp(Arithmetic.mul(logVariance, 0.5f));
        Value z = Arithmetic.add(mean, Arithmetic.mul(deviation, Input.of(inputs, "noise")));
        Value reconstruction = Losses.bernoulli(decoder.apply(scope, z), pixels);
        Value divergence = Losses.divergenceFromStandardNormal(mean, logVariance);
        return new Objective.Loss(Reductions.mean(Arithmetic.add(reconstruction, divergence)), Map.of());
    }
}
