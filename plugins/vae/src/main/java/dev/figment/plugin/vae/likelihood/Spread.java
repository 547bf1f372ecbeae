package dev.figment.plugin.vae.likelihood;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Scope;

/** How wide a distribution of pixels is, and whether that is learned. */
public enum Spread {
    /** As given. */
    FIXED,
    /** One number for all pixels of all images, learned with the weights ("σ-VAE", Rybkin et al. 2021). */
    SHARED,
    /** One number for each pixel of each image, given by the decoder (Kingma and Welling 2014, appendix C.2). */
    PIXEL;

    /** The natural logarithm of the least standard deviation or scale: below it a pixel that is certain gains nothing. */
    private static final float LEAST = -6;

    private static final String PARAMETER = "log_spread";

    /**
     * The natural logarithm of the standard deviation or scale, one number or of the shape of the images.
     *
     * @param first the spread before it is learned
     */
    Value log(Scope scope, Value decoded, double first) {
        float start = (float) Math.log(first);
        return switch (this) {
            case FIXED -> scope.graph().scalar(start);
            case SHARED -> bounded(shared(scope, start));
            case PIXEL -> bounded(Arithmetic.add(Likelihood.part(decoded, 1, 2), start));
        };
    }

    /** The one number that {@link #SHARED} learns, [1]. */
    Value shared(Scope scope, float start) {
        return scope.child("likelihood").parameter(PARAMETER, Init.constant(start), 1);
    }

    /** Softly bounded from below, as Rybkin et al. 2021 do it. */
    static Value bounded(Value log) {
        return Arithmetic.add(Activations.logOnePlusExp(Arithmetic.add(log, -LEAST)), LEAST);
    }
}
