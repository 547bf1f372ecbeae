package dev.figment.train.layout;

import dev.figment.api.Device;
import dev.figment.train.graph.Graph;

/** What a graph, forward and backward alike, becomes for a device: what ONNX Runtime has there, and computes fast. */
public final class DeviceForm {
    private DeviceForm() {}

    /** A graph of the same inputs and outputs; the one that is given stays as it is. */
    public static Graph of(Graph graph, Device device) {
        return device.kind() == Device.Kind.CPU
                ? TransposedProducts.of(ChannelsLast.of(OrderedScatter.of(graph)))
                : ComposedBatchNorm.of(graph);
    }
}
