package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings nodes of the ONNX standard from operator set 13 or later to the form of 20. Most operators only took more types
 * since; those whose form changed are here (ONNX, docs/Changelog.md).
 */
final class Upgrade {
    /** Operator set 18 made an input of their axes. */
    private static final Set<String> REDUCTIONS = Set.of(
            "ReduceMax",
            "ReduceMin",
            "ReduceMean",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceSumSquare");

    private static final Map<String, String> GRID_MODES = Map.of("bilinear", "linear", "bicubic", "cubic");

    private final long opset;

    Upgrade(long opset) {
        this.opset = opset;
    }

    List<NodeProto> apply(List<NodeProto> nodes) {
        List<NodeProto> upgraded = new ArrayList<>();
        for (NodeProto node : nodes) {
            NodeProto.Builder builder = node.toBuilder();
            for (AttributeProto.Builder attribute : builder.getAttributeBuilderList()) {
                if (attribute.hasG()) {
                    attribute.setG(apply(attribute.getG()));
                }
            }
            if (NormalForm.isStandard(node.getDomain())) {
                upgrade(builder, upgraded);
            }
            upgraded.add(builder.build());
        }
        return upgraded;
    }

    private GraphProto apply(GraphProto graph) {
        return graph.toBuilder()
                .clearNode()
                .addAllNode(apply(graph.getNodeList()))
                .build();
    }

    private void upgrade(NodeProto.Builder node, List<NodeProto> before) {
        String operator = node.getOpType();
        if (opset < 18 && REDUCTIONS.contains(operator)) {
            take(node, "axes").ifPresent(axes -> input(node, 1, axes.getIntsList(), before));
        } else if (opset < 18 && operator.equals("Split") && node.getInputCount() < 2) {
            node.addAttribute(integer("num_outputs", node.getOutputCount()));
        } else if (opset < 16 && operator.equals("RoiAlign") && !has(node, "coordinate_transformation_mode")) {
            node.addAttribute(string("coordinate_transformation_mode", "output_half_pixel"));
        } else if (opset < 20 && operator.equals("GridSample")) {
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                String mode = GRID_MODES.get(attribute.getS().toStringUtf8());
                if (attribute.getName().equals("mode") && mode != null) {
                    attribute.setS(ByteString.copyFromUtf8(mode));
                }
            }
        } else if (opset < 20 && operator.equals("DFT")) {
            long axis = take(node, "axis").map(AttributeProto::getI).orElse(1L);
            scalar(node, 2, axis, before);
        }
    }

    private static boolean has(NodeProto.Builder node, String attribute) {
        return node.getAttributeList().stream().anyMatch(a -> a.getName().equals(attribute));
    }

    private static Optional<AttributeProto> take(NodeProto.Builder node, String attribute) {
        for (int i = 0; i < node.getAttributeCount(); i++) {
            AttributeProto found = node.getAttribute(i);
            if (found.getName().equals(attribute)) {
                node.removeAttribute(i);
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static void input(NodeProto.Builder node, int index, List<Long> numbers, List<NodeProto> before) {
        long[] values = numbers.stream().mapToLong(Long::longValue).toArray();
        constant(node, index, Tensor.ofLongs(values, values.length), before);
    }

    private static void scalar(NodeProto.Builder node, int index, long number, List<NodeProto> before) {
        constant(node, index, Tensor.ofLongs(new long[] {number}), before);
    }

    private static void constant(NodeProto.Builder node, int index, Tensor tensor, List<NodeProto> before) {
        String name = node.getOutput(0) + "/" + node.getOpType() + "/" + index;
        before.add(NodeProto.newBuilder()
                .setOpType("Constant")
                .setName(name)
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeType.TENSOR)
                        .setT(TensorProtos.write(name, tensor)))
                .build());
        while (node.getInputCount() <= index) {
            node.addInput("");
        }
        node.setInput(index, name);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto string(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
