package dev.figment.plugin.vae.likelihood;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Scope;
import java.util.Map;

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
     * @param decoded [samples, parameters · channels, …]; for {@link #PIXEL} its second half is what is added
     * @param first the spread before it is learned
     */
    public Value log(Scope scope, Value decoded, double first) {
        float start = (float) Math.log(first);
        return switch (this) {
            case FIXED -> scope.graph().scalar(start);
            case SHARED -> bounded(shared(scope, start));
            case PIXEL -> bounded(Arithmetic.add(Likelihood.part(decoded, 1, 2), start));
        };
    }

    /** What is learned of all samples alike: the standard deviation or scale, of rank 0, under this name; or nothing. */
    public Map<String, Value> learned(Scope scope, String name, double first) {
        if (this != SHARED) {
            return Map.of();
        }
        Value log = bounded(shared(scope, (float) Math.log(first)));
        return Map.of(name, Layout.reshape(Activations.exp(log), Shape.SCALAR));
    }

    /** The one number that {@link #SHARED} learns, [1]. */
    private static Value shared(Scope scope, float start) {
        return scope.child("likelihood").parameter(PARAMETER, Init.constant(start), 1);
    }

    /** Softly bounded from below, as Rybkin et al. 2021 do it. */
    private static Value bounded(Value log) {
        return Arithmetic.add(Activations.logOnePlusExp(Arithmetic.add(log, -LEAST)), LEAST);
    }
}
