package dev.figment.plugin.gpt.model;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.List;
import java.util.Map;

/** A model of images. */
final class Imposter implements Model {
    @Override
    public List<TensorSpec> inputs() {
        return List.of(TensorSpec.of("images", ElementType.FLOAT32, -1, 1, 28, 28));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(TensorSpec.of("mean", ElementType.FLOAT32, -1, 16));
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
