package dev.figment.api;

/** A step that is a pure function of a batch and a seed, so that it may run on any part of a flow, in any order. */
public non-sealed interface Transform<I extends Batch, O extends Batch> extends Step<I, O> {
    /** One batch in, one batch out; the number of samples may differ. */
    O apply(I batch, Position at);
}
