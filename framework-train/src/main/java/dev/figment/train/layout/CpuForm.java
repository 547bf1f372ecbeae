package dev.figment.train.layout;

import dev.figment.api.Device;
import dev.figment.train.graph.Graph;

/** The form in which ONNX Runtime's CPU kernels compute a graph fastest. */
public final class CpuForm {
    private CpuForm() {}

    /** A graph of the same inputs and outputs for a device: itself, unless that is the CPU. */
    public static Graph of(Graph graph, Device device) {
        return device.kind() == Device.Kind.CPU ? TransposedProducts.of(ChannelsLast.of(graph)) : graph;
    }
}
