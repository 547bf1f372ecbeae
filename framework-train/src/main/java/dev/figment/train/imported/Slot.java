package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Value;
import java.util.List;

/** What is known of a value of the file while its nodes are put into a graph. */
sealed interface Slot {
    /** It is the same for every batch. */
    record Known(Tensor tensor) implements Slot {}

    /** The graph computes it. */
    record Live(Value value) implements Slot {}

    /**
     * It has a type that a graph cannot hold, such as a sequence or strings, or a shape that depends on the data: the nodes
     * that compute it become part of each node that uses it.
     */
    record Deferred(List<NodeProto> nodes) implements Slot {}
}
