package dev.figment.plugin.vae.likelihood;

import static dev.figment.train.graph.Arithmetic.add;
import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.api.ElementType;
import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.Map;

/**
 * The probability of a pixel's level of 256 under a logistic distribution of location μ and scale s, integrated over the
 * level (Kingma et al. 2016, appendix A.2); the outermost levels reach to infinity (Salimans et al. 2017, eq. 2). With a
 * = (x + ½/255 − μ)/s and b = (x − ½/255 − μ)/s it is σ(a) − σ(b) = σ(a) σ(−b) (1 − exp(b − a)), whose logarithm is
 * computed without cancellation.
 */
@Alternative("discretized-logistic")
@Description("Each pixel has one of 256 levels, under a logistic distribution: for photos, whose bits it counts")
public record DiscretizedLogistic(
        @Description("Scale of the distribution of a pixel in [0, 1], before it is learned") @Default("0.05")
        double scale,

        @Description("The scale: fixed, shared (learned, one for all pixels) or pixel (given by the decoder for each)")
        @Default("shared")
        Spread spread)
        implements Likelihood {
    private static final float LEVEL = 1f / 255;

    public DiscretizedLogistic {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be a number greater than 0");
        }
    }

    @Override
    public int parameters() {
        return spread == Spread.PIXEL ? 2 : 1;
    }

    @Override
    public Value negativeLog(Scope scope, Value decoded, Value images) {
        Value inverse = Activations.exp(Activations.neg(spread.log(scope, decoded, scale)));
        Value distance = sub(images, mean(decoded));
        Value upper = mul(add(distance, LEVEL / 2), inverse);
        Value lower = mul(add(distance, -LEVEL / 2), inverse);
        Value width = mul(inverse, LEVEL);
        Value belowWhite = where(Comparisons.lessOrEqual(images, scope.graph().scalar(1 - LEVEL / 2)));
        Value aboveBlack =
                where(Comparisons.greaterOrEqual(images, scope.graph().scalar(LEVEL / 2)));
        Value ofUpper = mul(belowWhite, Activations.logOnePlusExp(Activations.neg(upper)));
        Value ofLower = mul(aboveBlack, Activations.logOnePlusExp(lower));
        Value ofWidth = mul(mul(belowWhite, aboveBlack), logOneMinusExp(width));
        return Reductions.sumPerSample(sub(add(ofUpper, ofLower), ofWidth));
    }

    private static Value where(Value condition) {
        return Conversion.cast(condition, ElementType.FLOAT32);
    }

    /** log(1 − exp(−w)) for w > 0, as log tanh(w/2) + log(1 + exp(−w)), which is precise for small w too. */
    private static Value logOneMinusExp(Value w) {
        return add(Activations.log(Activations.tanh(mul(w, 0.5f))), Activations.logOnePlusExp(Activations.neg(w)));
    }

    @Override
    public Value mean(Value decoded) {
        return Activations.sigmoid(Likelihood.part(decoded, 0, parameters()));
    }

    @Override
    public Map<String, Value> learned(Scope scope) {
        return spread.learned(scope, "scale", scale);
    }
}
