package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores the weights of matrix products in blocks of few bits, and computes the products from these: ONNX Runtime's
 * com.microsoft.MatMulNBits. Rows that are gathered of a large table, such as embeddings, have 8 bits
 * (com.microsoft.GatherBlockQuantized).
 */
final class Quantization {
    private static final String PRODUCT = "MatMulNBits";
    private static final String GATHER = "GatherBlockQuantized";
    /** The runtime computes with the products' inputs in 8 bits, too. */
    private static final int ACCURACY = 4;

    /** Rows of a table that is worth it. */
    private static final long LARGE = 256;

    private static final int GATHERED_BITS = 8;

    private final Imported model;
    private final int bits;
    private final int block;
    private final Map<String, Product> products = new HashMap<>();
    private final Map<String, TensorProto> matrices = new HashMap<>();
    /** Of the new graph, by name. */
    private final Map<String, TensorProto> added = new LinkedHashMap<>();

    Quantization(Imported model, int bits, int block) {
        this.model = model;
        this.bits = bits;
        this.block = block;
        model.products().stream()
                .filter(product -> !product.left())
                .forEach(product -> products.put(product.node(), product));
        model.graph().getInitializerList().stream()
                .filter(tensor -> tensor.getDimsCount() == 2 && isReal(tensor))
                .forEach(tensor -> matrices.put(tensor.getName(), tensor));
    }

    private static boolean isReal(TensorProto tensor) {
        return tensor.getDataType() == DataType.FLOAT_VALUE || tensor.getDataType() == DataType.FLOAT16_VALUE;
    }

    /** The file with its weights in few bits. */
    ModelProto apply(ModelProto file) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : file.getGraph().getNodeList()) {
            if (node.getDomain().equals(Nodes.MICROSOFT)
                    && (node.getOpType().equals(PRODUCT) || node.getOpType().equals(GATHER))) {
                throw problem("its weights are stored in few bits already", "quantize the model that it was made of");
            }
            nodes.addAll(replacement(node));
        }
        if (added.isEmpty()) {
            throw problem("it has no matrix product with a weight of real numbers", "there is nothing to make smaller");
        }
        GraphProto.Builder graph = file.getGraph().toBuilder().clearNode().clearInitializer();
        List<NodeProto> needed = needed(nodes);
        Set<String> used = new HashSet<>();
        needed.forEach(node -> used.addAll(Captures.uses(node)));
        file.getGraph().getOutputList().forEach(output -> used.add(output.getName()));
        graph.addAllNode(needed);
        file.getGraph().getInitializerList().stream()
                .filter(tensor -> used.contains(tensor.getName()))
                .forEach(graph::addInitializer);
        graph.addAllInitializer(added.values());
        ModelProto.Builder written = file.toBuilder().setGraph(graph);
        if (file.getOpsetImportList().stream().noneMatch(set -> set.getDomain().equals(Nodes.MICROSOFT))) {
            written.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(Nodes.MICROSOFT).setVersion(1));
        }
        return written.build();
    }

    private FigmentException problem(String message, String fix) {
        return FigmentException.user(
                Problem.of("not-quantizable", model.where(), message).fix(fix));
    }

    /** Without what nothing uses any more, such as the transposition of a weight. */
    private List<NodeProto> needed(List<NodeProto> nodes) {
        Set<String> used = new HashSet<>();
        model.graph().getOutputList().forEach(output -> used.add(output.getName()));
        List<NodeProto> needed = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto node = nodes.get(i);
            if (node.getOutputList().stream().anyMatch(used::contains)) {
                used.addAll(Captures.uses(node));
                needed.add(0, node);
            }
        }
        return needed;
    }

    private List<NodeProto> replacement(NodeProto node) {
        Product product = products.get(node.getName());
        TensorProto weight = product == null ? null : matrices.get(product.weight());
        if (product != null && weight != null) {
            return product(node, product, weight);
        }
        TensorProto table = matrices.get(node.getInputCount() > 0 ? node.getInput(0) : "");
        boolean gathers = NormalForm.isStandard(node.getDomain())
                && node.getOpType().equals("Gather")
                && node.getAttributeList().stream().allMatch(attribute -> attribute.getI() == 0);
        if (gathers && table != null && table.getDims(0) >= LARGE && table.getDims(1) % block == 0) {
            return List.of(gather(node, table));
        }
        return List.of(node);
    }

    private List<NodeProto> product(NodeProto node, Product product, TensorProto weight) {
        int in = Math.toIntExact(product.in());
        int out = Math.toIntExact(product.out());
        // M is [in, out]; each of its columns is a row here.
        String name = weight.getName() + (product.transposed() ? ".blocks" : ".columns");
        if (!added.containsKey(name)) {
            long[] shape = {out, (in + block - 1) / block, block * bits / 8};
            store(
                    name,
                    weight,
                    shape,
                    QuantizedMatrix.of(
                            model.tensor(weight.getName()).floats(), out, in, !product.transposed(), bits, block));
        }
        boolean biased = node.getInputCount() > 2;
        String output = node.getOutput(0);
        NodeProto.Builder quantized = NodeProto.newBuilder()
                .setDomain(Nodes.MICROSOFT)
                .setOpType(PRODUCT)
                .setName(node.getName())
                .addInput(node.getInput(0))
                .addInput(name)
                .addInput(name + ".scales")
                .addOutput(biased ? output + ".product" : output)
                .addAttribute(Nodes.attribute("K", in))
                .addAttribute(Nodes.attribute("N", out))
                .addAttribute(Nodes.attribute("bits", bits))
                .addAttribute(Nodes.attribute("block_size", block))
                .addAttribute(Nodes.attribute("accuracy_level", ACCURACY));
        if (!biased) {
            return List.of(quantized.build());
        }
        return List.of(
                quantized.build(),
                NodeProto.newBuilder()
                        .setOpType("Add")
                        .setName(node.getName() + ".bias")
                        .addInput(output + ".product")
                        .addInput(node.getInput(2))
                        .addOutput(output)
                        .build());
    }

    private NodeProto gather(NodeProto node, TensorProto table) {
        int rows = Math.toIntExact(table.getDims(0));
        int columns = Math.toIntExact(table.getDims(1));
        String name = table.getName() + ".rows";
        if (!added.containsKey(name)) {
            store(
                    name,
                    table,
                    new long[] {rows, columns},
                    QuantizedMatrix.of(
                            model.tensor(table.getName()).floats(), rows, columns, false, GATHERED_BITS, block));
        }
        return NodeProto.newBuilder()
                .setDomain(Nodes.MICROSOFT)
                .setOpType(GATHER)
                .setName(node.getName())
                .addInput(name)
                .addInput(node.getInput(1))
                .addInput(name + ".scales")
                .addOutput(node.getOutput(0))
                .addAttribute(Nodes.attribute("gather_axis", 0))
                .addAttribute(Nodes.attribute("quantize_axis", 1))
                .addAttribute(Nodes.attribute("block_size", block))
                .addAttribute(Nodes.attribute("bits", GATHERED_BITS))
                .build();
    }

    /** Adds a matrix's blocks under a name, and their scales. */
    private void store(String name, TensorProto of, long[] shape, QuantizedMatrix matrix) {
        TensorProto.Builder values = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.UINT8_VALUE)
                .setRawData(ByteString.copyFrom(matrix.values()));
        for (long size : shape) {
            values.addDims(size);
        }
        added.put(name, values.build());
        long rows = shape[0];
        Tensor scales = Tensor.ofFloats(matrix.scales(), rows, matrix.scales().length / rows);
        added.put(
                name + ".scales",
                TensorProto.newBuilder()
                        .setName(name + ".scales")
                        .setDataType(of.getDataType())
                        .addDims(rows)
                        .addDims(scales.dim(1))
                        .setRawData(TensorProtos.raw(scales, of.getDataType()))
                        .build());
    }
}
