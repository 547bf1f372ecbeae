package dev.figment.core.onnx;

import ai.onnxruntime.OnnxTensor;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Runs of a session with native tensors that are made once. A run and the closing take turns. */
final class OnnxBoundRun implements BoundRun {
    private final OnnxModel model;
    private final Shares inputs;
    private final Shares outputs;
    private boolean closed;

    OnnxBoundRun(OnnxModel model, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        this.model = model;
        this.inputs = Shares.of(inputs);
        this.outputs = Shares.of(outputs);
    }

    @Override
    public synchronized void run(Map<String, Tensor> others) {
        if (closed) {
            throw new IllegalStateException("this run of a model is closed");
        }
        model.checkInputs(others, inputs.tensors().keySet());
        try (Shares more = Shares.of(others)) {
            Map<String, OnnxTensor> all = new HashMap<>(inputs.tensors());
            all.putAll(more.tensors());
            model.run(all, outputs.tensors(), Set.of(), OnnxModel.Results.NONE);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            inputs.close();
            outputs.close();
            model.forget(this);
        }
    }
}
