package dev.figment.train.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Causal attention over cached keys and values by ONNX Runtime's own operator (com.microsoft.GroupQueryAttention), which the
 * standard's operator set has no match for: it writes new keys and values into the cache in place where the cache before and
 * after is one buffer. For inference alone; it has no gradient.
 */
public final class GroupQueryAttention {
    private static final String DOMAIN = "com.microsoft";
    private static final String NAME = "GroupQueryAttention";
    private static final List<String> OUTPUTS = List.of("output", "present_key", "present_value");

    private GroupQueryAttention() {}

    /**
     * The keys and values of one layer.
     *
     * @param keys [samples, key-value heads, time, each]
     * @param values as the keys
     */
    public record Cache(Value keys, Value values) {}

    /**
     * How far the samples are.
     *
     * @param last INT32 [samples]: the position of each sample's last token in its cache
     * @param total INT32 [1]: positions of the longest sample with its new tokens
     */
    public record Progress(Value last, Value total) {}

    /**
     * Cosine and sine of the rotary embedding's angles.
     *
     * @param cosine [positions, each / 2]
     * @param sine as the cosine
     */
    public record Angles(Value cosine, Value sine) {}

    /**
     * What it gives.
     *
     * @param attended [samples, time, heads × each]
     * @param present the cache with the new keys and values
     */
    public record Result(Value attended, Cache present) {}

    /**
     * Adds it to the graph of the queries.
     *
     * @param queries [samples, time, heads × each]; keys and values likewise, of their heads
     * @param heads of the queries
     * @param keyValueHeads of keys and values
     * @param angles to turn queries and keys by, pairs being i and i + each / 2
     * @param time the dimension of the present cache
     */
    public static Result of(
            Value queries,
            Value keys,
            Value values,
            Cache past,
            Progress progress,
            long heads,
            long keyValueHeads,
            Optional<Angles> angles,
            Dim time) {
        List<Value> operands =
                new ArrayList<>(List.of(queries, keys, values, past.keys, past.values, progress.last, progress.total));
        angles.ifPresent(a -> operands.addAll(List.of(a.cosine, a.sine)));
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            inputs.add("input_" + i);
        }
        NodeProto node = NodeProto.newBuilder()
                .setDomain(DOMAIN)
                .setOpType(NAME)
                .setName(NAME)
                .addAllInput(inputs)
                .addAllOutput(OUTPUTS)
                .addAttribute(attribute("num_heads", heads))
                .addAttribute(attribute("kv_num_heads", keyValueHeads))
                .addAttribute(attribute("do_rotary", angles.isPresent() ? 1 : 0))
                .build();
        Foreign foreign = new Foreign(NAME, DOMAIN + "." + NAME, List.of(node), inputs, OUTPUTS, Map.of(DOMAIN, 1L));
        Operator.Output cache =
                new Operator.Output(past.keys.type(), past.keys.shape().with(2, time));
        Node added = queries.graph().foreign(foreign, operands, List.of(Operator.like(queries), cache, cache));
        return new Result(
                added.outputs().get(0),
                new Cache(added.outputs().get(1), added.outputs().get(2)));
    }

    private static AttributeProto attribute(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(number)
                .build();
    }
}
