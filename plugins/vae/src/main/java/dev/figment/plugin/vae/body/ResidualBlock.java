package dev.figment.plugin.vae.body;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.Scope;

/**
 * x + conv(f(conv(f(x)))) with convolutions of 3 along each axis, activations first (He et al. 2016, "Identity Mappings"). There is no
 * norm: the last convolution has no bias, and is zero at first, so that the block begins as the identity (Zhang et al. 2019, "Fixup").
 */
public record ResidualBlock(Activation activation) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
        Convolution same = Sizes.convolution(x, x.shape().size(1), 3).pad(1);
        Value y = scope.apply("first", same, activation.apply(scope, x));
        return Arithmetic.add(
                x, scope.apply("second", same.withoutBias().init(Init.constant(0)), activation.apply(scope, y)));
    }
}
