package dev.figment.train.step;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.BatchNorm;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.Adam;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import java.util.List;
import java.util.Map;

/** Networks with batch norm and dropout that train one another; one parameter of each is too large to be joined. */
final class TinyGan {
    /** Which the generator alone has, once. */
    static final String GENERATORS_OPERATOR = "Tanh";

    private static final int BATCH = 4;
    private static final int PIXELS = 12;
    private static final int WIDE = 6000;
    private static final List<InputSpec> INPUTS = List.of(InputSpec.floats("x", Shape.of(BATCH, PIXELS)));
    private static final OptimizerConfig ADAM = new Adam(1e-2, 0.5, 0.999, 1e-8, 0);
    private static final OptimizerConfig CLIPPED = new Adamw(1e-2, 0.9, 0.999, 1e-8, 0.1, List.of(), 0.5);

    private TinyGan() {}

    static Map<String, Tensor> real(long number) {
        Tensor x = Tensor.allocate(ElementType.FLOAT32, BATCH, PIXELS);
        new Seed(number).fillNormal(x.floats());
        return Map.of("x", x);
    }

    static Update discriminator(StepOptions options) {
        Objective objective = (scope, in) -> {
            Value real = judge(scope, in.get("x"));
            Value fake = judge(scope, Conversion.stopGradient(generate(scope, 0.2)));
            Value mean = Reductions.mean(Activations.softplus(Activations.neg(real)));
            return new Objective.Loss(
                    Arithmetic.add(mean, Reductions.mean(Activations.softplus(fake))), Map.of("real", mean));
        };
        return new Update("discriminator", INPUTS, objective, List.of("discriminator"), CLIPPED, options);
    }

    static Update generator(StepOptions options) {
        return generator(options, 0.2);
    }

    static Update generator(StepOptions options, double dropout) {
        Objective objective = (scope, in) -> {
            Value fake = judge(scope, generate(scope, dropout));
            return new Objective.Loss(Reductions.mean(Activations.softplus(Activations.neg(fake))), Map.of());
        };
        return new Update("generator", INPUTS, objective, List.of("generator"), ADAM, options);
    }

    /** Both, of which the generator's sees the noise of the discriminator's. */
    static List<Update> sharingNoise(StepOptions discriminator, StepOptions generator) {
        return List.of(discriminator(discriminator), generator(generator).withNoiseOf("discriminator"));
    }

    private static Value generate(Scope root, double dropout) {
        Scope scope = root.child("generator");
        Value z = scope.noise("z", Noise.normal(), Shape.of(BATCH, 3));
        Value wide = scope.apply("norm", new BatchNorm(), scope.apply("in", new Linear(WIDE), z));
        Value dropped = scope.apply("drop", new Dropout(dropout), Activations.relu(wide));
        return Activations.tanh(scope.apply("out", new Linear(PIXELS), dropped));
    }

    private static Value judge(Scope root, Value x) {
        Scope scope = root.child("discriminator");
        Value wide = scope.apply("norm", new BatchNorm(), scope.apply("in", new Linear(WIDE), x));
        return scope.apply("out", new Linear(1), Activations.leakyRelu(wide, 0.2f));
    }
}
