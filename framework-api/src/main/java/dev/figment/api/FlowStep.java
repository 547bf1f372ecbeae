package dev.figment.api;

/** A step that needs to see neighbouring batches, as interpolation between successive samples does. */
public non-sealed interface FlowStep<I extends Batch, O extends Batch> extends Step<I, O> {
    /** Wraps a flow lazily, holding no more than a few batches; closing the result closes {@code batches}. */
    Batches<O> apply(Batches<I> batches, Seed seed);
}
