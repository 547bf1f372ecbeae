package dev.figment.train.precision;

/** The key {@code precision} of a training config. */
public enum Precision {
    /** Everything in FLOAT32. */
    FLOAT32,
    /** {@link MixedPrecision} with a {@link LossScale}. */
    MIXED
}
