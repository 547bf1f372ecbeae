package dev.figment.train.schedule;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;

/**
 * The key {@code schedule} of a training config: what the learning rate is multiplied with at each step. It is a pure
 * function, so that a resumed run has the rates of an uninterrupted one.
 */
@Default("constant")
@Description("How the learning rate changes over the training")
public sealed interface Schedule permits Constant, Cosine, Linear, OneCycle, ReduceOnPlateau, Steps {
    /**
     * What the learning rate is multiplied with.
     *
     * @param step counts from 0
     * @param total steps of the whole training
     * @param plateau what the validations so far have come to
     */
    double factor(long step, long total, PlateauState plateau);

    /** What they have come to after one more validation. */
    default PlateauState validated(PlateauState plateau, double loss) {
        return plateau;
    }
}
