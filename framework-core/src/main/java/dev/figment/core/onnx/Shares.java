package dev.figment.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.figment.api.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Native views of tensors, closed together; the memory stays the tensors'. */
final class Shares implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors;

    private Shares(Map<String, OnnxTensor> tensors) {
        this.tensors = tensors;
    }

    static Shares of(Map<String, Tensor> shared) {
        Shares shares = new Shares(new HashMap<>(shared.size() * 2));
        try {
            for (Map.Entry<String, Tensor> entry : shared.entrySet()) {
                shares.tensors.put(entry.getKey(), Tensors.share(entry.getValue()));
            }
            return shares;
        } catch (OrtException e) {
            shares.close();
            throw new IllegalStateException("a tensor could not be handed to ONNX Runtime", e);
        }
    }

    /** By name. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
