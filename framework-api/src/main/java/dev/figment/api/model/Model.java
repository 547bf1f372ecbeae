package dev.figment.api.model;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A loaded ONNX model. Safe for use by several threads; {@link #close()} waits for runs that are under way, and a run
 * after it is an {@link IllegalStateException}.
 */
public interface Model extends AutoCloseable {
    /** The inputs, in the file's order. */
    List<TensorSpec> inputs();

    /** The outputs, in the file's order. */
    List<TensorSpec> outputs();

    /** The file's own metadata: strings by key. */
    Map<String, String> metadata();

    /**
     * Computes all outputs into new tensors. Input buffers are read in place.
     *
     * @throws dev.figment.api.error.FigmentException if an input is missing, unknown or of another type or shape
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /**
     * Computes the outputs named, each written in place into the tensor given, which must have exactly its shape.
     *
     * @throws dev.figment.api.error.FigmentException as {@link #run(Map)}, or if an output does not fit
     */
    void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs);

    /**
     * Prepares runs that read and write the same tensors each time; the caller closes it, or at last the model.
     *
     * @param inputs some or all of the inputs
     * @param outputs to write in place; the others are not computed
     * @throws dev.figment.api.error.FigmentException as {@link #run(Map, Map)}
     */
    BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs);

    @Override
    void close();
}
