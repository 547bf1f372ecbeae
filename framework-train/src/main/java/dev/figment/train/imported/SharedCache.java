package dev.figment.train.imported;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.api.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A decoder that appends to its cache, as exporters write it, in a form that writes into the cache in place: attention is
 * ONNX Runtime's GroupQueryAttention, and the last product, if it can be told, is computed for as many of the last positions
 * as {@value LastPositions#KEEP} asks for. It takes for granted that attention is causal and that nothing else is added to the
 * products of queries and keys; so whoever uses it compares what both give. What it needs: inputs {@code input_ids},
 * {@code attention_mask}, {@code position_ids} and {@code past_key_values.N.key} and {@code .value}, and outputs {@code logits},
 * {@code present.N.key} and {@code .value}. A decoder whose attention is that operator already stays as it is but for the last
 * product.
 */
public final class SharedCache {
    private static final String ATTENTION = "GroupQueryAttention";
    private static final String PREFIX = "figment.";
    private static final String LAST = PREFIX + "last_positions";
    private static final String TOTAL = PREFIX + "total_length";
    private static final String PAST_SHAPE = PREFIX + "past_shape";
    private static final String PRESENT_SHAPE = PREFIX + "present_shape";

    private final Imported model;
    private final List<CachedLayer> layers;
    private final long keyValueHeads;
    private final long each;

    private SharedCache(Imported model, List<CachedLayer> layers, TensorSpec past) {
        this.model = model;
        this.layers = layers;
        this.keyValueHeads = past.shape().get(1);
        this.each = requireNonNull(past.shape().get(3));
    }

    /** The form of a model; empty if it is no such decoder. */
    public static Optional<SharedCache> of(Imported model) {
        Map<String, TensorSpec> inputs = new HashMap<>();
        model.inputs().forEach(input -> inputs.put(input.name(), input));
        TensorSpec first = inputs.get(CachedLayer.name("past_key_values", 0, "key"));
        if (first == null
                || first.shape().size() != 4
                || first.shape().get(1) < 1
                || first.shape().get(3) < 1) {
            return Optional.empty();
        }
        Dataflow flow = new Dataflow(model.graph());
        if (inputs.keySet().stream().filter(SharedCache::isPast).allMatch(past -> isInPlace(flow, past))) {
            return Optional.of(new SharedCache(model, List.of(), first));
        }
        if (!inputs.keySet().containsAll(Set.of("input_ids", "attention_mask", "position_ids"))) {
            return Optional.empty();
        }
        List<CachedLayer> layers = new ArrayList<>();
        for (int i = 0; inputs.containsKey(CachedLayer.name("past_key_values", i, "key")); i++) {
            Optional<CachedLayer> layer = CachedLayer.find(flow, i);
            if (layer.isEmpty()) {
                return Optional.empty();
            }
            layers.add(layer.get());
        }
        return Optional.of(new SharedCache(model, layers, first));
    }

    private static boolean isPast(String input) {
        return input.startsWith("past_key_values.");
    }

    /** Whether this cache is read by that operator alone. */
    private static boolean isInPlace(Dataflow flow, String past) {
        return flow.consumers(past).stream().allMatch(node -> node.getOpType().equals(ATTENTION));
    }

    /** The output of {@link #probe} whose second size is the number of the queries' heads; none where that does not matter. */
    public Optional<String> queries() {
        return layers.stream().findFirst().map(CachedLayer::queries);
    }

    /** The model as it is, with the queries as a further output. */
    public Imported probe() {
        return queries().map(this::withOutput).orElse(model);
    }

    private Imported withOutput(String name) {
        ValueInfoProto queries = ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(cacheType())))
                .build();
        return model.changed(file -> file.toBuilder()
                .setGraph(file.getGraph().toBuilder().addOutput(queries))
                .build());
    }

    private int cacheType() {
        return model.graph().getInputList().stream()
                .filter(input -> input.getName().equals(CachedLayer.name("past_key_values", 0, "key")))
                .mapToInt(input -> input.getType().getTensorType().getElemType())
                .findFirst()
                .orElse(DataType.FLOAT_VALUE);
    }

    /**
     * The model in this form; empty if something else in it depends on how long the cache is.
     *
     * @param heads of the queries; any number where {@link #queries} names none
     */
    public Optional<Imported> apply(long heads) {
        if (layers.isEmpty()) {
            return Optional.of(model.changed(with(LastPositions.apply(model.graph()))));
        }
        Map<String, List<NodeProto>> replacing = new HashMap<>();
        Set<String> dropped = new HashSet<>();
        for (CachedLayer layer : layers) {
            replacing.put(layer.mixed().getName(), attention(layer, heads));
            for (String part : List.of("key", "value")) {
                dropped.add(CachedLayer.name("present", layer.index(), part));
            }
            dropped.add(layer.allKeys().getOutput(0));
            dropped.add(layer.allValues().getOutput(0));
        }
        List<TensorProto> constants = constants(heads);
        List<NodeProto> nodes = new ArrayList<>(progress());
        for (NodeProto node : model.graph().getNodeList()) {
            if (replacing.containsKey(node.getName())) {
                nodes.addAll(requireNonNull(replacing.get(node.getName())));
            } else if (dropped.stream().noneMatch(node.getOutputList()::contains)) {
                nodes.add(measured(node, constants));
            }
        }
        GraphProto graph = LastPositions.apply(model.graph().toBuilder()
                .clearNode()
                .addAllNode(nodes)
                .addAllInitializer(constants)
                .build());
        GraphProto needed = graph.toBuilder()
                .clearNode()
                .addAllNode(NormalForm.neededFor(graph))
                .build();
        return usesCacheOtherwise(needed) ? Optional.empty() : Optional.of(model.changed(with(needed)));
    }

    private static UnaryOperator<ModelProto> with(GraphProto graph) {
        return file -> {
            ModelProto.Builder changed = file.toBuilder().setGraph(graph);
            if (file.getOpsetImportList().stream()
                    .noneMatch(set -> set.getDomain().equals(Nodes.MICROSOFT))) {
                changed.addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain(Nodes.MICROSOFT)
                        .setVersion(1));
            }
            return changed.build();
        };
    }

    /** From the mask: the last position of each sample, and how many the longest one has; and the shapes that caches had. */
    private List<NodeProto> progress() {
        List<NodeProto> nodes = new ArrayList<>();
        nodes.add(Nodes.of(
                "ReduceSum",
                List.of("attention_mask", PREFIX + "one"),
                PREFIX + "count",
                Nodes.attribute("keepdims", 0)));
        nodes.add(Nodes.of("Sub", List.of(PREFIX + "count", PREFIX + "one"), PREFIX + "last"));
        nodes.add(Nodes.of("Cast", List.of(PREFIX + "last"), LAST, Nodes.attribute("to", DataType.INT32_VALUE)));
        nodes.add(Nodes.of("Shape", List.of("attention_mask"), PREFIX + "mask_shape"));
        nodes.add(Nodes.of("Gather", List.of(PREFIX + "mask_shape", PREFIX + "one"), PREFIX + "total"));
        nodes.add(Nodes.of("Cast", List.of(PREFIX + "total"), TOTAL, Nodes.attribute("to", DataType.INT32_VALUE)));
        nodes.add(Nodes.of("Shape", List.of("input_ids"), PREFIX + "ids_shape"));
        nodes.add(Nodes.of("Gather", List.of(PREFIX + "ids_shape", PREFIX + "zero"), PREFIX + "samples"));
        nodes.add(Nodes.of("Gather", List.of(PREFIX + "ids_shape", PREFIX + "one"), PREFIX + "length"));
        nodes.add(Nodes.of("Sub", List.of(PREFIX + "total", PREFIX + "length"), PREFIX + "past"));
        nodes.add(shape(PREFIX + "past", PAST_SHAPE));
        nodes.add(shape(PREFIX + "total", PRESENT_SHAPE));
        return nodes;
    }

    private static NodeProto shape(String length, String output) {
        List<String> sizes = List.of(PREFIX + "samples", PREFIX + "key_value_heads", length, PREFIX + "each");
        return Nodes.of("Concat", sizes, output, Nodes.attribute("axis", 0));
    }

    private List<TensorProto> constants(long heads) {
        return new ArrayList<>(List.of(
                Nodes.integers(PREFIX + "zero", 0),
                Nodes.integers(PREFIX + "one", 1),
                Nodes.integers(PREFIX + "key_value_heads", keyValueHeads),
                Nodes.integers(PREFIX + "each", each),
                Nodes.integers(PREFIX + "joined_queries", 0, 0, heads * each),
                Nodes.integers(PREFIX + "joined_keys", 0, 0, keyValueHeads * each),
                Nodes.integers(PREFIX + "split_queries", 0, 0, heads, each)));
    }

    private List<NodeProto> attention(CachedLayer layer, long heads) {
        String prefix = PREFIX + "layer." + layer.index() + ".";
        List<NodeProto> nodes = new ArrayList<>();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("queries", layer.queries());
        parts.put("keys", layer.keys());
        parts.put("values", layer.values());
        List<String> inputs = new ArrayList<>();
        parts.forEach((part, value) -> {
            nodes.add(Nodes.of("Transpose", List.of(value), prefix + part + "_by_time", swapped()));
            String shape = PREFIX + (part.equals("queries") ? "joined_queries" : "joined_keys");
            nodes.add(Nodes.of("Reshape", List.of(prefix + part + "_by_time", shape), prefix + part));
            inputs.add(prefix + part);
        });
        NodeProto.Builder attention = NodeProto.newBuilder()
                .setDomain(Nodes.MICROSOFT)
                .setOpType(ATTENTION)
                .setName(prefix + "attention")
                .addAllInput(inputs)
                .addInput(CachedLayer.name("past_key_values", layer.index(), "key"))
                .addInput(CachedLayer.name("past_key_values", layer.index(), "value"))
                .addInput(LAST)
                .addInput(TOTAL)
                .addOutput(prefix + "mixed")
                .addOutput(CachedLayer.name("present", layer.index(), "key"))
                .addOutput(CachedLayer.name("present", layer.index(), "value"))
                .addAttribute(Nodes.attribute("num_heads", heads))
                .addAttribute(Nodes.attribute("kv_num_heads", keyValueHeads));
        layer.scale(model).ifPresent(scale -> attention.addAttribute(Nodes.attribute("scale", scale)));
        nodes.add(attention.build());
        nodes.add(Nodes.of("Reshape", List.of(prefix + "mixed", PREFIX + "split_queries"), prefix + "mixed_by_time"));
        nodes.add(Nodes.of(
                "Transpose", List.of(prefix + "mixed_by_time"), layer.mixed().getOutput(0), swapped()));
        return nodes;
    }

    private static AttributeProto swapped() {
        return Nodes.attribute("perm", List.of(0L, 2L, 1L, 3L));
    }

    /** A node that asks for the shape of a cache is told the one that it had. */
    private NodeProto measured(NodeProto node, List<TensorProto> constants) {
        if (!node.getOpType().equals("Shape")) {
            return node;
        }
        String of = node.getInput(0);
        boolean past = isPast(of);
        boolean present = layers.stream()
                .anyMatch(layer -> of.equals(layer.allKeys().getOutput(0))
                        || of.equals(layer.allValues().getOutput(0)));
        if (!past && !present) {
            return node;
        }
        String shape = past ? PAST_SHAPE : PRESENT_SHAPE;
        if (node.getAttributeCount() == 0) {
            return Nodes.of("Identity", List.of(shape), node.getOutput(0));
        }
        // A part of it; where the ends of that count from the back, so does Slice.
        String start = node.getOutput(0) + ".start";
        String end = node.getOutput(0) + ".end";
        boolean ends = node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("end"));
        constants.add(Nodes.integers(start, Nodes.integer(node, "start")));
        constants.add(Nodes.integers(end, ends ? Nodes.integer(node, "end") : Long.MAX_VALUE));
        return Nodes.of("Slice", List.of(shape, start, end, PREFIX + "zero"), node.getOutput(0));
    }

    private boolean usesCacheOtherwise(GraphProto graph) {
        Set<String> gone = new HashSet<>();
        layers.forEach(layer -> {
            gone.add(layer.allKeys().getOutput(0));
            gone.add(layer.allValues().getOutput(0));
        });
        Set<String> given = new HashSet<>();
        graph.getNodeList().forEach(node -> given.addAll(node.getOutputList()));
        gone.removeAll(given);
        return graph.getNodeList().stream()
                .filter(node -> !node.getOpType().equals(ATTENTION))
                .flatMap(node -> Captures.uses(node).stream())
                .anyMatch(
                        use -> gone.contains(use) || isPast(use) || given.contains(use) && use.startsWith("present."));
    }
}
