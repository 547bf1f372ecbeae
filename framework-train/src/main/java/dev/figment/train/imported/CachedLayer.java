package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a decoder as exporters write it: new keys and values are appended to those of the cache, the queries multiplied
 * with all keys, masked, and what the softmax gives multiplied with all values.
 *
 * @param allKeys the node that appends the keys, {@code Concat} of the cache and the new ones
 * @param allValues likewise
 * @param queries [samples, heads, time, each], before they are scaled
 * @param keys the new ones, [samples, key-value heads, time, each]
 * @param values likewise
 * @param mixed the product of weights and values, [samples, heads, time, each]
 * @param scales what the products of queries and keys are multiplied with
 */
record CachedLayer(
        int index,
        NodeProto allKeys,
        NodeProto allValues,
        String queries,
        String keys,
        String values,
        NodeProto mixed,
        List<Scale> scales) {
    /**
     * A factor, or a divisor.
     *
     * @param value its name in the graph
     */
    record Scale(String value, boolean divides) {}

    /** What keys and values may pass on their way: repeated for several heads of queries, turned, scaled. */
    private static final Set<String> VIEWS =
            Set.of("Unsqueeze", "Expand", "Reshape", "Transpose", "Identity", "Cast", "Mul", "Div");

    private static final Set<String> MASKING = Set.of("Mul", "Div", "Add", "Where", "Cast", "Identity", "Max");
    private static final Set<String> AFTER = Set.of("Cast", "Identity", "Dropout", "Where");

    /** The name of a cache's input, or with {@code present} of its output. */
    static String name(String beginning, int layer, String part) {
        return beginning + "." + layer + "." + part;
    }

    /** The layer of this number, if the graph has it in this form. */
    static Optional<CachedLayer> find(Dataflow flow, int index) {
        NodeProto allKeys = appending(flow, index, "key");
        NodeProto allValues = appending(flow, index, "value");
        if (allKeys == null || allValues == null) {
            return Optional.empty();
        }
        Optional<Dataflow.Reached> scores = flow.reached(allKeys.getOutput(0), VIEWS, "MatMul", 1);
        Optional<Dataflow.Reached> product = flow.reached(allValues.getOutput(0), VIEWS, "MatMul", 1);
        if (scores.isEmpty() || product.isEmpty()) {
            return Optional.empty();
        }
        List<Scale> scales = new ArrayList<>();
        scores.get().passed().forEach(node -> addScale(flow, node, scales));
        Optional<Dataflow.Reached> softmax = flow.reached(scores.get().node().getOutput(0), MASKING, "Softmax", 0);
        boolean meets = softmax.isPresent()
                && flow.reached(softmax.get().node().getOutput(0), AFTER, "MatMul", 0)
                        .filter(reached -> reached.node().equals(product.get().node()))
                        .isPresent();
        if (!meets || !product.get().passed().stream().noneMatch(Dataflow::isScaling)) {
            return Optional.empty();
        }
        softmax.get().passed().forEach(node -> addScale(flow, node, scales));
        String queries = unscaled(flow, scores.get().node().getInput(0), scales);
        return Optional.of(new CachedLayer(
                index,
                allKeys,
                allValues,
                queries,
                allKeys.getInput(1),
                allValues.getInput(1),
                product.get().node(),
                List.copyOf(scales)));
    }

    /** The node that appends to a cache what is new. */
    private static @Nullable NodeProto appending(Dataflow flow, int index, String part) {
        NodeProto node = flow.producer(name("present", index, part));
        while (node != null && node.getOpType().equals("Identity")) {
            node = flow.producer(node.getInput(0));
        }
        boolean appends = node != null
                && node.getOpType().equals("Concat")
                && node.getInputCount() == 2
                && node.getInput(0).equals(name("past_key_values", index, part))
                && (Nodes.integer(node, "axis") == 2 || Nodes.integer(node, "axis") == -2);
        return appends ? node : null;
    }

    private static void addScale(Dataflow flow, NodeProto node, List<Scale> scales) {
        if (Dataflow.isScaling(node)) {
            String value = node.getInput(flow.isFixed(node.getInput(1)) ? 1 : 0);
            scales.add(new Scale(value, node.getOpType().equals("Div")));
        }
    }

    /** The queries before they are multiplied with constants. */
    private static String unscaled(Dataflow flow, String value, List<Scale> scales) {
        String at = value;
        while (true) {
            NodeProto node = flow.producer(at);
            boolean scaled = node != null
                    && Dataflow.isScaling(node)
                    && flow.isFixed(node.getInput(0)) != flow.isFixed(node.getInput(1));
            if (node == null || !scaled && !node.getOpType().equals("Identity")) {
                return at;
            }
            addScale(flow, node, scales);
            at = node.getInput(scaled && flow.isFixed(node.getInput(0)) ? 1 : 0);
        }
    }

    /**
     * The factor of the products of queries and keys, if it stands in the file; what is computed from shapes is 1 / √each.
     *
     * @param model whose constants they are
     */
    Optional<Float> scale(Imported model) {
        double product = 1;
        for (Scale scale : scales) {
            if (model.weight(scale.value).isEmpty() || model.tensor(scale.value).count() != 1) {
                return Optional.empty();
            }
            float factor = model.tensor(scale.value).floats().get(0);
            product *= scale.divides ? 1 / factor : factor;
        }
        return Optional.of((float) product);
    }
}
