package dev.figment.train.step;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a trained network as an ONNX file for inference, its parameters and its state baked in. */
public final class Export {
    private Export() {}

    /** A network: from inputs to outputs, both by name. */
    @FunctionalInterface
    public interface Network {
        Map<String, Value> build(Scope scope, Map<String, Value> inputs);
    }

    /**
     * The file's bytes.
     *
     * @param name of the graph
     * @param inputs the first dimension named where any batch size is to be taken
     * @param weights parameters and state by dotted path; those that the network does not use are left out
     * @param metadata where the model comes from
     */
    public static byte[] onnx(
            String name,
            List<InputSpec> inputs,
            Network network,
            Map<String, Tensor> weights,
            Map<String, String> metadata) {
        Graph graph = new Graph(name);
        Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach(spec -> values.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        network.build(Scope.inference(graph, weights), values).forEach(graph::output);
        return OnnxWriter.write(graph, metadata);
    }
}
