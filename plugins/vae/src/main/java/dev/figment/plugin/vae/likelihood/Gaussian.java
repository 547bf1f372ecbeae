package dev.figment.plugin.vae.likelihood;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.Map;

/** Each pixel is normal around a value of its own in (0, 1): with a fixed variance, the squared error but for a factor. */
@Alternative("gaussian")
@Description("Each pixel is normal around a value of its own")
public record Gaussian(
        @Description("Standard deviation of a pixel in [0, 1]; where it is learned, before that") @Default("0.1")
        double sigma,

        @Description(
                "The standard deviation: fixed, shared (learned, one for all pixels) or pixel (given by the decoder"
                        + " for each)")
        @Default("fixed")
        Spread spread)
        implements Likelihood {
    private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

    public Gaussian {
        if (!(sigma > 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("sigma must be a number greater than 0");
        }
    }

    @Override
    public int parameters() {
        return spread == Spread.PIXEL ? 2 : 1;
    }

    /** ½ log 2π + log σ + ½ ((x − μ) / σ)² for each pixel. */
    @Override
    public Value negativeLog(Scope scope, Value decoded, Value images) {
        return negativeLog(images, mean(decoded), spread.log(scope, decoded, sigma));
    }

    /**
     * −log N(x; μ, σ²) in nats, summed over all but the samples: [samples].
     *
     * @param logSigma the natural logarithm of σ, one number or of the shape of the values
     */
    public static Value negativeLog(Value values, Value mean, Value logSigma) {
        Value scaled = Arithmetic.mul(Arithmetic.sub(values, mean), Activations.exp(Activations.neg(logSigma)));
        Value each = Arithmetic.add(Arithmetic.mul(Arithmetic.square(scaled), 0.5f), logSigma);
        return Reductions.sumPerSample(Arithmetic.add(each, HALF_LOG_TWO_PI));
    }

    @Override
    public Value mean(Value decoded) {
        return Activations.sigmoid(Likelihood.part(decoded, 0, parameters()));
    }

    @Override
    public Map<String, Value> learned(Scope scope) {
        return spread.learned(scope, "sigma", sigma);
    }
}
