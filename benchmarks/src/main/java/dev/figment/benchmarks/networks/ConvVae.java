package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import java.util.List;

/** A variational autoencoder of 4×4 convolutions of stride 2, and transposed ones. */
final class ConvVae {
    private ConvVae() {}

    /**
     * A family member.
     *
     * @param channels of the encoder's layers; the decoder has them in reverse
     */
    static Family of(int batch, int size, List<Integer> channels, int latents) {
        int least = size >> channels.size();
        return new Family(
                "conv-vae",
                size + "×" + size + ", channels " + channels + ", batch " + batch,
                List.of("single", "vae", "conv-vae"),
                List.of(Input.uniform("pixels", 0, 1, batch, 3, size, size), Input.normal("noise", batch, latents)),
                Vae.goals(
                        latents,
                        (scope, x) -> encoder(scope, x, channels),
                        (scope, z) -> decoder(scope, z, channels, least)));
    }

    private static Value encoder(Scope scope, Value pixels, List<Integer> channels) {
        Value h = pixels;
        for (int i = 0; i < channels.size(); i++) {
            h = Activations.relu(scope.apply("encoder." + i, Kernels.down(channels.get(i)), h));
        }
        return Layout.flatten(h);
    }

    private static Value decoder(Scope scope, Value z, List<Integer> channels, int size) {
        int depth = channels.size();
        long widest = channels.get(depth - 1);
        Value h = Activations.relu(scope.apply("decoder", new Linear(widest * size * size), z));
        h = Layout.reshape(h, Shape.of(z.shape().size(0), widest, size, size));
        for (int i = 0; i < depth; i++) {
            int out = i == depth - 1 ? 3 : channels.get(depth - 2 - i);
            h = scope.apply("decoder." + i, Kernels.up(out), i == 0 ? h : Activations.relu(h));
        }
        return h;
    }
}
