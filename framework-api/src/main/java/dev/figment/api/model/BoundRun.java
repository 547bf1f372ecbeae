package dev.figment.api.model;

import dev.figment.api.Tensor;
import java.util.Map;

/**
 * A run of a model in which most tensors are the same each time, so that they are checked and handed to the runtime once.
 * One thread at a time. After the model has been closed, which closes this, too, a run is an {@link
 * IllegalStateException}.
 */
public interface BoundRun extends AutoCloseable {
    /**
     * Reads the inputs that were bound, and writes the outputs that were bound, in place.
     *
     * @param others the remaining inputs
     * @throws dev.figment.api.error.FigmentException if an input is missing, unknown or of another type or shape
     * @throws IllegalStateException if this run or the model has been closed
     */
    void run(Map<String, Tensor> others);

    /** Waits for a run that is under way, and lets the tensors go; the model stays open. */
    @Override
    void close();
}
