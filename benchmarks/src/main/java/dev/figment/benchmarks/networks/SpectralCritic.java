package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.AdversarialLosses;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.SpectralNorm;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/** A discriminator with spectral norm and hinge loss (Miyato et al. 2018). */
final class SpectralCritic {
    private SpectralCritic() {}

    static Family of(int batch, int size, List<Integer> channels) {
        return new Family(
                "spectral-critic",
                size + "×" + size + ", channels " + channels + ", batch " + batch,
                List.of("single", "spectral-critic"),
                List.of(
                        Input.uniform("real", -1, 1, batch, 3, size, size),
                        Input.uniform("fake", -1, 1, batch, 3, size, size)),
                List.of(new Goal(
                        "loss", "", (scope, inputs) -> loss(scope, inputs, channels), OptimizerConfig.adam(1e-4))));
    }

    /** Real and fake images in one batch, so that the power iteration is done once. */
    private static Objective.Loss loss(Scope scope, Map<String, Value> inputs, List<Integer> channels) {
        Value h = Layout.concat(List.of(Input.of(inputs, "real"), Input.of(inputs, "fake")), 0);
        for (int i = 0; i < channels.size(); i++) {
            h = Adversaries.leaky(scope.apply("critic." + i, SpectralNorm.of(Kernels.down(channels.get(i))), h));
        }
        Value scores = scope.apply("score", SpectralNorm.of(new Linear(1)), Layout.flatten(h));
        long batch = scores.shape().size(0) / 2;
        Value real = Layout.slice(scores, 0, 0, batch);
        return new Objective.Loss(AdversarialLosses.hinge(real, Layout.slice(scores, 0, batch, 2 * batch)), Map.of());
    }
}
