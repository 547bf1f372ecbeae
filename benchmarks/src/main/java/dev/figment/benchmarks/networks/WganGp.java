package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.AdversarialLosses;
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
        Value penalty = AdversarialLosses.gradientPenalty(critic(scope, between, channels), between);
        Value distance = AdversarialLosses.wasserstein(critic(scope, real, channels), critic(scope, fake, channels));
        return new Objective.Loss(Arithmetic.add(distance, Arithmetic.mul(penalty, WEIGHT)), Map.of());
    }

    private static Value critic(Scope scope, Value x, List<Integer> channels) {
        Value h = x;
        for (int i = 0; i < channels.size(); i++) {
            h = Adversaries.leaky(scope.apply("critic." + i, Kernels.down(channels.get(i)), h));
        }
        return scope.apply("score", new Linear(1), Layout.flatten(h));
    }
}
