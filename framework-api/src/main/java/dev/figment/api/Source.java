package dev.figment.api;

/** A step that begins a pipeline. */
public non-sealed interface Source<O extends Batch> extends Step<Nothing, O> {
    /**
     * Opens the flow; samples are read as they are asked for.
     *
     * @param seed the step's own randomness
     * @throws dev.figment.api.error.FigmentException if there is nothing to read
     */
    Batches<O> open(Seed seed);
}
