package dev.figment.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A session of ONNX Runtime. A run holds the read lock, so that {@link #close()}, which takes the write lock, waits. */
final class OnnxModel implements Model {
    private final String name;
    private final OrtSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Map<String, String> metadata;
    private final OutputShapes outputShapes;
    private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    /** Takes ownership of the session. */
    OnnxModel(String name, OrtSession session) throws OrtException {
        this.name = name;
        this.session = session;
        var inputInfo = session.getInputInfo();
        var outputInfo = session.getOutputInfo();
        this.inputs = Tensors.specs(inputInfo.values());
        this.outputs = Tensors.specs(outputInfo.values());
        this.outputShapes = new OutputShapes(inputInfo.values(), outputInfo.values());
        this.metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputTensors) {
        checkInputs(inputTensors);
        Map<String, Long> symbols = outputShapes.symbols(inputTensors);
        Map<String, Tensor> results = new LinkedHashMap<>();
        Map<String, Tensor> allocated = new HashMap<>();
        for (TensorSpec output : outputs) {
            Optional<long[]> shape = outputShapes.of(output.name(), symbols);
            shape.ifPresent(dims -> allocated.put(output.name(), Tensor.allocate(output.type(), dims)));
        }
        Map<String, Tensor> computed = runPinned(inputTensors, allocated, true);
        for (TensorSpec output : outputs) {
            Tensor pinned = allocated.get(output.name());
            results.put(output.name(), pinned != null ? pinned : computed.get(output.name()));
        }
        return results;
    }

    @Override
    public void run(Map<String, Tensor> inputTensors, Map<String, Tensor> outputTensors) {
        checkInputs(inputTensors);
        outputTensors.forEach((output, tensor) -> {
            TensorSpec spec = spec(outputs, output, "output");
            if (!spec.accepts(tensor)) {
                throw misfit("output", spec, tensor);
            }
        });
        runPinned(inputTensors, outputTensors, false);
    }

    /** Runs with pinned outputs; where {@code all} is set, the outputs that are not pinned come back as copies. */
    private Map<String, Tensor> runPinned(Map<String, Tensor> in, Map<String, Tensor> pinned, boolean all) {
        lifetime.readLock().lock();
        try (Shares shares = new Shares()) {
            if (closed) {
                throw new IllegalStateException("the model '" + name + "' is closed");
            }
            Map<String, OnnxTensor> nativeInputs = shares.of(in);
            Map<String, OnnxTensor> nativeOutputs = shares.of(pinned);
            var requested = new HashSet<String>();
            if (all) {
                outputs.forEach(output -> {
                    if (!pinned.containsKey(output.name())) {
                        requested.add(output.name());
                    }
                });
            }
            Map<String, Tensor> copies = new HashMap<>();
            try (OrtSession.Result result = session.run(nativeInputs, requested, nativeOutputs)) {
                for (String output : requested) {
                    copies.put(
                            output, Tensors.copy((OnnxTensor) result.get(output).orElseThrow()));
                }
            }
            return copies;
        } catch (OrtException e) {
            throw FigmentException.run(
                    Problem.of("model-run", name, "ONNX Runtime could not run the model: " + RuntimeMessage.of(e)), e);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the model '" + name + "' could not be closed", e);
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private void checkInputs(Map<String, Tensor> tensors) {
        for (String given : tensors.keySet()) {
            spec(inputs, given, "input");
        }
        for (TensorSpec spec : inputs) {
            Tensor tensor = tensors.get(spec.name());
            if (tensor == null) {
                throw FigmentException.user(Problem.of(
                        "model-input", name, "the input '" + spec.name() + "' is missing; the model takes " + inputs));
            }
            if (!spec.accepts(tensor)) {
                throw misfit("input", spec, tensor);
            }
        }
    }

    private TensorSpec spec(List<TensorSpec> specs, String asked, String kind) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(asked)) {
                return spec;
            }
        }
        throw FigmentException.user(Problem.of("model-" + kind, name, "the model has no " + kind + " '" + asked + "'")
                .suggesting(asked, specs.stream().map(TensorSpec::name).toList()));
    }

    private FigmentException misfit(String kind, TensorSpec spec, Tensor tensor) {
        return FigmentException.user(Problem.of(
                "model-" + kind, name, "the model's " + kind + " is " + spec + ", and it was given " + tensor));
    }

    /** Native views of tensors, closed together; the memory stays the tensors'. */
    private static final class Shares implements AutoCloseable {
        private final List<OnnxTensor> open = new ArrayList<>();

        Map<String, OnnxTensor> of(Map<String, Tensor> tensors) throws OrtException {
            Map<String, OnnxTensor> shared = new HashMap<>(tensors.size() * 2);
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                OnnxTensor tensor = Tensors.share(entry.getValue());
                open.add(tensor);
                shared.put(entry.getKey(), tensor);
            }
            return shared;
        }

        @Override
        public void close() {
            open.forEach(OnnxTensor::close);
        }
    }
}
