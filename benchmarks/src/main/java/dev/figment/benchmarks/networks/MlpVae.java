package dev.figment.benchmarks.networks;

import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Sequential;
import java.util.List;

/** A variational autoencoder of fully connected layers. */
final class MlpVae {
    private MlpVae() {}

    static Family of(int batch, int pixels, int width, int latents) {
        Sequential trunk = Sequential.perceptron(List.of(width, width), Activation.RELU);
        return new Family(
                "mlp-vae",
                pixels + "-" + width + "-" + width + "-" + latents + ", batch " + batch,
                List.of("single", "vae", "mlp-vae"),
                List.of(Input.uniform("pixels", 0, 1, batch, pixels), Input.normal("noise", batch, latents)),
                Vae.goals(
                        latents,
                        (scope, x) -> scope.apply("encoder", trunk, x),
                        (scope, z) -> scope.apply("pixels", new Linear(pixels), scope.apply("decoder", trunk, z))));
    }
}
