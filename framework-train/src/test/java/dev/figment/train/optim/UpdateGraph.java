package dev.figment.train.optim;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One parameter and its optimizer, given gradients from outside. */
final class UpdateGraph implements AutoCloseable {
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);
    private final OptimizerConfig optimizer;
    private final Model model;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private final int nodes;
    private long step;

    UpdateGraph(OptimizerConfig optimizer, Tensor parameter) {
        this.optimizer = optimizer;
        Graph graph = new Graph("update");
        Shape shape = Shape.of(parameter.shape());
        Value value = graph.input("p", ElementType.FLOAT32, shape);
        Value gradient = graph.input("g", ElementType.FLOAT32, shape);
        Map<String, Value> slots = new HashMap<>();
        Map<String, Value> scalars = new HashMap<>();
        optimizer.slots().forEach(slot -> {
            slots.put(slot, graph.input(slot, ElementType.FLOAT32, shape));
            state.put(slot, Tensor.allocate(ElementType.FLOAT32, parameter.shape()));
        });
        optimizer.scalars().forEach(name -> scalars.put(name, graph.input(name, ElementType.FLOAT32, Shape.SCALAR)));
        state.put("p", parameter);
        Optimizer.Update update = optimizer.update(value, gradient, slots, scalars);
        graph.output("p.next", update.parameter());
        update.slots().forEach((slot, next) -> graph.output(slot + ".next", next));
        nodes = graph.nodes().size();
        model = MODELS.compile(OnnxWriter.write(graph, Map.of()), "update");
    }

    /** Passes over memory. */
    int nodes() {
        return nodes;
    }

    float[] step(double learningRate, float... gradient) {
        step++;
        Map<String, Tensor> inputs = new HashMap<>(state);
        inputs.put("g", Tensor.ofFloats(gradient, requireNonNull(state.get("p")).shape()));
        optimizer.scalars(step, learningRate).forEach((name, number) -> inputs.put(name, Tensor.scalar(number)));
        Map<String, Tensor> outputs = model.run(inputs);
        state.replaceAll((name, before) -> requireNonNull(outputs.get(name + ".next")));
        return requireNonNull(state.get("p")).toFloatArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
