package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.BatchNorm;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.Adam;
import dev.figment.train.optim.OptimizerConfig;

/** What two generative adversarial networks have in common (Radford et al. 2016; Isola et al. 2017). */
final class Adversaries {
    static final String DISCRIMINATOR = "discriminator";
    static final String GENERATOR = "generator";
    static final OptimizerConfig OPTIMIZER = new Adam(2e-4, 0.5, 0.999, 1e-8, 0);

    private Adversaries() {}

    /** A convolution without bias and a batch norm. */
    static Value normalized(Scope scope, Layer convolution, Value x) {
        return scope.apply("norm", new BatchNorm(), scope.apply("convolution", convolution, x));
    }

    static Value leaky(Value x) {
        return Activations.leakyRelu(x, 0.2f);
    }
}
