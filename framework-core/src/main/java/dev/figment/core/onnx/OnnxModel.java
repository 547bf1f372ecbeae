package dev.figment.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Those that are still open. */
    private final Set<OnnxBoundRun> runs = ConcurrentHashMap.newKeySet();

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
        checkOutputs(outputTensors);
        runPinned(inputTensors, outputTensors, false);
    }

    @Override
    public BoundRun bind(Map<String, Tensor> inputTensors, Map<String, Tensor> outputTensors) {
        inputTensors.forEach(this::checkInput);
        checkOutputs(outputTensors);
        OnnxBoundRun run = new OnnxBoundRun(this, inputTensors, outputTensors);
        runs.add(run);
        return run;
    }

    /**
     * Runs with native tensors of the caller's.
     *
     * @throws IllegalStateException if the model is closed
     */
    void run(
            Map<String, OnnxTensor> nativeInputs, Map<String, OnnxTensor> pinned, Set<String> requested, Results take) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model '" + name + "' is closed");
            }
            try (OrtSession.Result result = session.run(nativeInputs, requested, pinned)) {
                take.accept(result);
            }
        } catch (OrtException e) {
            throw FigmentException.run(
                    Problem.of("model-run", name, "ONNX Runtime could not run the model: " + RuntimeMessage.of(e)), e);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /** Takes what it wants from a result before that is closed. */
    @FunctionalInterface
    interface Results {
        Results NONE = result -> {};

        void accept(OrtSession.Result result) throws OrtException;
    }

    /** Runs with pinned outputs; where {@code all} is set, the outputs that are not pinned come back as copies. */
    private Map<String, Tensor> runPinned(Map<String, Tensor> in, Map<String, Tensor> pinned, boolean all) {
        Set<String> requested = new HashSet<>();
        if (all) {
            outputs.stream().map(TensorSpec::name).forEach(requested::add);
            requested.removeAll(pinned.keySet());
        }
        Map<String, Tensor> copies = new HashMap<>();
        try (Shares inputShares = Shares.of(in);
                Shares outputShares = Shares.of(pinned)) {
            run(inputShares.tensors(), outputShares.tensors(), requested, result -> {
                for (String output : requested) {
                    copies.put(
                            output, Tensors.copy((OnnxTensor) result.get(output).orElseThrow()));
                }
            });
        }
        return copies;
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
        runs.forEach(OnnxBoundRun::close); // Without the lock, which a run waits for while it keeps others out.
    }

    /** A run has been closed by its owner. */
    void forget(OnnxBoundRun run) {
        runs.remove(run);
    }

    private void checkInputs(Map<String, Tensor> tensors) {
        checkInputs(tensors, Set.of());
    }

    /** Checks inputs; those that are bound have been checked. */
    void checkInputs(Map<String, Tensor> tensors, Set<String> bound) {
        tensors.keySet().forEach(given -> spec(inputs, given, "input"));
        for (TensorSpec spec : inputs) {
            Tensor tensor = tensors.get(spec.name());
            if (tensor != null) {
                checkInput(spec.name(), tensor);
            } else if (!bound.contains(spec.name())) {
                throw FigmentException.user(Problem.of(
                        "model-input", name, "the input '" + spec.name() + "' is missing; the model takes " + inputs));
            }
        }
    }

    private void checkInput(String input, Tensor tensor) {
        TensorSpec spec = spec(inputs, input, "input");
        if (!spec.accepts(tensor)) {
            throw misfit("input", spec, tensor);
        }
    }

    private void checkOutputs(Map<String, Tensor> tensors) {
        tensors.forEach((output, tensor) -> {
            TensorSpec spec = spec(outputs, output, "output");
            if (!spec.accepts(tensor)) {
                throw misfit("output", spec, tensor);
            }
        });
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
}
