package dev.figment.plugin.vae.body;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Multi-layer perceptrons, for which a sample is a list of numbers; the decoder's widths are the encoder's in reverse. */
@Alternative("mlp")
@Description("Multi-layer perceptrons: fast, for small images and short windows")
public record Mlp(
        @Description("Widths of the encoder's hidden layers; the decoder has them in reverse") @Default("[512, 512]")
        List<Integer> hidden,

        @Description(Sizes.ACTIVATION) @Default("gelu") Activation activation)
        implements CoderBody {
    public Mlp {
        Sizes.requireWidths("hidden", hidden);
        hidden = List.copyOf(hidden);
    }

    @Override
    public Value encode(Scope scope, Value samples) {
        return scope.apply("encoder", Sequential.perceptron(hidden, activation), Layout.flatten(samples));
    }

    @Override
    public Value decode(Scope scope, Value latents, List<Long> shape) {
        List<Integer> widths = new ArrayList<>(hidden);
        Collections.reverse(widths);
        Value last = scope.apply("decoder", Sequential.perceptron(widths, activation), latents);
        return Sizes.unflatten(scope.apply("pixels", new Linear(Sizes.product(shape)), last), shape);
    }
}
