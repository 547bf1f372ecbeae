package dev.figment.benchmarks.networks;

import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/**
 * A critic with gradient penalty (Gulrajani et al. 2017, algorithm 1, λ = 10): its gradient needs the gradient of a
 * gradient.
 */
final class WganGp {
    private static final float WEIGHT = 10;

    private WganGp() {}

    static Family of(int batch, int size, List<Integer> channels) {
        return new Family(
                "wgan-gp",
                "critic of " + size + "×" + size + ", channels " + channels + ", batch " + batch,
                List.of("single", "wgan-gp"),
                List.of(
                        Input.uniform("real", -1, 1, batch, 3, size, size),
                        Input.uniform("fake", -1, 1, batch, 3, size, size),
                        Input.uniform("share", 0, 1, batch, 1, 1, 1)),
                List.of(new Goal(
                        "loss", "", (scope, inputs) -> loss(scope, inputs, channels), OptimizerConfig.adam(1e-4))));
    }

    private static Objective.Loss loss(Scope scope, Map<String, Value> inputs, List<Integer> channels) {
        Value real = Input.of(inputs, "real");
        Value fake = Input.of(inputs, "fake");
        Value between = Arithmetic.add(real, Arithmetic.mul(Input.of(inputs, "share"), Arithmetic.sub(fake, real)));
        Value score = Reductions.sum(critic(scope, between, channels));
        Value slope = Gradient.of(score, List.of(between)).get(0);
        Value length = Activations.sqrt(Arithmetic.add(Reductions.sumPerSample(Arithmetic.square(slope)), 1e-12f));
        Value penalty = Reductions.mean(Arithmetic.square(Arithmetic.add(length, -1)));
        Value distance = Arithmetic.sub(
                Reductions.mean(critic(scope, fake, channels)), Reductions.mean(critic(scope, real, channels)));
        return new Objective.Loss(Arithmetic.add(distance, Arithmetic.mul(penalty, WEIGHT)), Map.of());
    }

    private static Value critic(Scope scope, Value x, List<Integer> channels) {
        Value h = x;
        for (int i = 0; i < channels.size(); i++) {
            h = Activations.leakyRelu(scope.apply("critic." + i, Kernels.down(channels.get(i)), h), 0.2f);
        }
        return scope.apply("score", new Linear(1), Layout.flatten(h));
    }
}
