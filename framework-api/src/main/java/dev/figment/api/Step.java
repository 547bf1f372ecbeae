package dev.figment.api;

/**
 * One stage of a pipeline. What it takes and gives is read from these type arguments before anything is built; a type
 * variable stands for whatever the step before gives, or for what the component it refers to takes or gives.
 *
 * @param <I> the batches it takes; {@link Nothing} for a source
 * @param <O> the batches it gives; {@link Nothing} for a sink
 */
public sealed interface Step<I extends Batch, O extends Batch> permits Source, Transform, FlowStep, Sink {}
