package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives some matrix products another weight than the nodes have with which they share it. */
final class Rewiring {
    private final GraphProto graph;
    private final Map<String, Product> products = new HashMap<>();
    private final Set<String> nodes;

    /** @param nodes the products that get another weight */
    Rewiring(Imported model, Set<String> nodes) {
        this.graph = model.graph();
        this.nodes = nodes;
        model.products().forEach(product -> products.put(product.node(), product));
    }

    /** Whether nothing but those products uses a value. */
    boolean isExclusive(String value) {
        if (graph.getOutputList().stream().anyMatch(output -> output.getName().equals(value))) {
            return false;
        }
        for (NodeProto node : graph.getNodeList()) {
            if (Captures.of(node).contains(value)) {
                return false;
            }
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(value) && !leadsOnlyToProducts(node, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean leadsOnlyToProducts(NodeProto node, int input) {
        Product product = products.get(node.getName());
        if (product != null && nodes.contains(node.getName())) {
            return input == operand(product);
        }
        return Products.passes(node) && isExclusive(node.getOutput(0));
    }

    private static int operand(Product product) {
        return product.left() ? 0 : 1;
    }

    /** The graph in which the products with this weight read another one, which is added under a new name. */
    GraphProto detach(String weight, Tensor merged) {
        GraphProto.Builder rewired = graph.toBuilder();
        for (NodeProto.Builder node : rewired.getNodeBuilderList()) {
            Product product = products.get(node.getName());
            if (product != null && product.weight().equals(weight) && nodes.contains(product.node())) {
                boolean turned = product.transposed() != flag(node, product.left() ? "transA" : "transB");
                int type = type(node.getInput(operand(product)));
                String name = weight + (turned ? "/adapted/transposed" : "/adapted");
                node.setInput(operand(product), name);
                if (rewired.getInitializerList().stream()
                        .noneMatch(tensor -> tensor.getName().equals(name))) {
                    rewired.addInitializer(tensor(name, turned ? transposed(merged) : merged, type));
                }
            }
        }
        return rewired.build();
    }

    /** The data type of an operand that is a weight, or comes from one. */
    private int type(String operand) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(operand))
                .map(TensorProto::getDataType)
                .findFirst()
                .orElseGet(() -> typeOf(producer(operand)));
    }

    private int typeOf(NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("to"))
                .map(attribute -> (int) attribute.getI())
                .findFirst()
                .orElseGet(() -> type(node.getInput(0)));
    }

    private NodeProto producer(String value) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(value))
                .findFirst()
                .orElseThrow();
    }

    private static boolean flag(NodeProto.Builder node, String attribute) {
        return node.getAttributeList().stream()
                .anyMatch(found -> found.getName().equals(attribute) && found.getI() != 0);
    }

    private static TensorProto tensor(String name, Tensor tensor, int type) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .setRawData(TensorProtos.raw(tensor, type))
                .addAllDims(List.of(tensor.dim(0), tensor.dim(1)))
                .build();
    }

    private static Tensor transposed(Tensor matrix) {
        int rows = (int) matrix.dim(0);
        int columns = (int) matrix.dim(1);
        Tensor turned = Tensor.allocate(ElementType.FLOAT32, columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned.floats().put(j * rows + i, matrix.floats().get(i * columns + j));
            }
        }
        return turned;
    }
}
