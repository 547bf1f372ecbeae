package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the matrix products of a graph that have a weight as an operand. */
final class Products {
    private final Map<String, TensorProto> matrices = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();

    private Products(GraphProto graph) {
        graph.getInitializerList().stream()
                .filter(tensor -> tensor.getDimsCount() == 2)
                .forEach(tensor -> matrices.put(tensor.getName(), tensor));
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
    }

    static List<Product> of(GraphProto graph) {
        Products products = new Products(graph);
        List<Product> found = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (isProduct(node)) {
                products.of(node, false).or(() -> products.of(node, true)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isProduct(NodeProto node) {
        return NormalForm.isStandard(node.getDomain())
                && (node.getOpType().equals("MatMul") || node.getOpType().equals("Gemm"));
    }

    private Optional<Product> of(NodeProto node, boolean left) {
        boolean flag = Nodes.integer(node, left ? "transA" : "transB") != 0;
        return source(node.getInput(left ? 0 : 1)).map(source -> {
            boolean transposed = source.transposed() != flag;
            List<Long> dims = source.weight().getDimsList();
            long rows = dims.get(transposed ? 1 : 0);
            long columns = dims.get(transposed ? 0 : 1);
            return new Product(
                    node.getName(),
                    source.weight().getName(),
                    left,
                    transposed,
                    left ? columns : rows,
                    left ? rows : columns);
        });
    }

    /** Where an operand comes from. */
    private record Source(TensorProto weight, boolean transposed) {}

    private Optional<Source> source(String operand) {
        String name = operand;
        boolean transposed = false;
        for (int steps = 0; steps <= producers.size(); steps++) {
            TensorProto weight = matrices.get(name);
            if (weight != null) {
                return Optional.of(new Source(weight, transposed));
            }
            NodeProto producer = producers.get(name);
            if (producer == null || !passes(producer)) {
                return Optional.empty();
            }
            transposed ^= transposes(producer);
            name = producer.getInput(0);
        }
        return Optional.empty();
    }

    /** Whether a node hands on a matrix, possibly transposed. */
    static boolean passes(NodeProto node) {
        return NormalForm.isStandard(node.getDomain())
                && switch (node.getOpType()) {
                    case "Identity", "Cast", "Transpose" -> true;
                    default -> false;
                };
    }

    /** Whether a node that {@linkplain #passes hands on} a matrix transposes it. */
    static boolean transposes(NodeProto node) {
        return node.getOpType().equals("Transpose")
                && node.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("perm"))
                        .allMatch(attribute -> attribute.getIntsList().equals(List.of(1L, 0L)));
    }
}
