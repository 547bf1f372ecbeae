package dev.figment.train.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;

/**
 * Nodes of another ONNX file, of whatever operators, that a graph keeps as they are and sees as one node. It can run
 * them, and has no gradient for them.
 *
 * @param name of the file's node that gives the outputs
 * @param operator of that node: {@code com.microsoft.SkipLayerNormalization}
 * @param nodes in an order in which they can run; their subgraphs may use values from outside
 * @param inputs what the values of {@link Node#inputs()} are called in these nodes
 * @param outputs what the values of {@link Node#outputs()} are called in them
 * @param opsets version of each domain's operator set; {@code ""} is the ONNX standard's own
 */
public record Foreign(
        String name,
        String operator,
        List<NodeProto> nodes,
        List<String> inputs,
        List<String> outputs,
        Map<String, Long> opsets) {
    public Foreign {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        opsets = Map.copyOf(opsets);
    }
}
