package dev.figment.train.step;

import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.layout.DeviceForm;
import java.util.HashMap;
import java.util.Map;

/**
 * A compiled graph over the memory: it reads what is current and writes what is not. For each state of the memory its
 * tensors are bound once. A run and the closing take turns.
 */
final class Program implements AutoCloseable {
    private final Model model;
    private final Memory memory;
    private final Map<String, Tensor> scalars;
    private final Map<String, Tensor> results;
    private final Map<Long, BoundRun> bound = new HashMap<>();
    private boolean closed;

    private Program(Model model, Memory memory, Map<String, Tensor> scalars, Map<String, Tensor> results) {
        this.model = model;
        this.memory = memory;
        this.scalars = scalars;
        this.results = results;
    }

    /**
     * Compiles a graph.
     *
     * @param scalars inputs that the caller sets before a run
     * @param results outputs that the caller reads after a run; those that the graph does not have stay as they are
     */
    static Program compile(
            Models models,
            Graph graph,
            String name,
            Memory memory,
            Map<String, Tensor> scalars,
            Map<String, Tensor> results) {
        Graph laidOut = DeviceForm.of(graph, models.device());
        return new Program(models.compile(OnnxWriter.write(laidOut, Map.of()), name), memory, scalars, results);
    }

    /**
     * Runs it; the caller swaps the banks then.
     *
     * @param others the inputs that come with the batch
     * @throws IllegalStateException if it is closed
     */
    synchronized void run(Map<String, Tensor> others) {
        if (closed) {
            throw new IllegalStateException("the step is closed");
        }
        bound.computeIfAbsent(memory.phase(), phase -> bind()).run(others);
    }

    private BoundRun bind() {
        Map<String, Tensor> inputs = new HashMap<>();
        for (TensorSpec spec : model.inputs()) {
            Tensor tensor = scalars.containsKey(spec.name()) ? scalars.get(spec.name()) : memory.find(spec.name());
            if (tensor != null) {
                inputs.put(spec.name(), tensor);
            }
        }
        Map<String, Tensor> outputs = new HashMap<>();
        for (TensorSpec spec : model.outputs()) {
            Tensor result = results.get(spec.name());
            Tensor tensor = result != null ? result : memory.findOther(StepGraph.before(spec.name()));
            if (tensor == null) {
                throw new IllegalStateException("there is no place for the output " + spec.name());
            }
            outputs.put(spec.name(), tensor);
        }
        return model.bind(inputs, outputs);
    }

    @Override
    public synchronized void close() {
        closed = true;
        bound.values().forEach(BoundRun::close);
        bound.clear();
        model.close();
    }
}
