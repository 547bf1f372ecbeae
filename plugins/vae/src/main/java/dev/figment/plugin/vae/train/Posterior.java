package dev.figment.plugin.vae.train;

import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Gaussian that an encoder gives for each sample: means and natural logarithms of variances, [samples, latents]. */
record Posterior(Value mean, Value logVariance) {
    static Posterior of(Body body, Scope scope, Value features) {
        return new Posterior(
                body.head(scope, CoderFiles.MEAN, features), body.head(scope, CoderFiles.LOG_VARIANCE, features));
    }

    /** As outputs of an encoder's file. */
    Map<String, Value> outputs() {
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put(CoderFiles.MEAN, mean);
        outputs.put(CoderFiles.LOG_VARIANCE, logVariance);
        return outputs;
    }

    /** μ + σ ε. */
    Value at(Value noise) {
        Value deviation = Activations.exp(Arithmetic.mul(logVariance, 0.5f));
        return Arithmetic.add(mean, Arithmetic.mul(deviation, noise));
    }

    /** log p(z) − log q(z | x) of z = μ + σ ε, for each sample: ½ Σ ε² + log σ² − z². */
    Value logPriorRatio(Value noise, Value latents) {
        Value sum = Arithmetic.sub(Arithmetic.add(Arithmetic.square(noise), logVariance), Arithmetic.square(latents));
        return Reductions.sumPerSample(Arithmetic.mul(sum, 0.5f));
    }
}
