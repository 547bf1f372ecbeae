package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.GroupQueryAttention;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of all layers of a transformer, in a graph for inference, under the names that exporters of decoders
 * agree on: inputs {@code past_key_values.N.key} and {@code .value}, outputs {@code present.N.key} and {@code .value}, all
 * [batch, key-value heads, time, each]. New tokens follow those that the mask counts. Where the past and the present of a
 * layer are one buffer, which is longer than the sequence, they are written in place.
 */
public final class KeyValueCache {
    private static final Dim TOTAL = new Dim.Named("total_sequence_length");

    private final Graph graph;
    private final Value mask;
    private final long context;
    private final Map<String, Value> present = new LinkedHashMap<>();
    private GroupQueryAttention.@Nullable Progress progress;

    /**
     * @param mask INT64 [batch, total_sequence_length]: 1 for each token in the cache and for each new one; what is 0 follows
     *     them (padding on the right)
     * @param context positions of the longest sequence
     */
    public KeyValueCache(Value mask, long context) {
        this.graph = mask.graph();
        this.mask = mask;
        this.context = context;
    }

    /** The name of an input: {@code past_key_values.0.key}. */
    public static String past(int layer, String part) {
        return "past_key_values." + layer + "." + part;
    }

    /** The name of an output: {@code present.0.key}. */
    public static String present(int layer, String part) {
        return "present." + layer + "." + part;
    }

    /** Attends to the cache of a layer with these new tokens in it; as {@link CausalAttention}, before its projection. */
    Value attend(int layer, CausalAttention attention, List<Value> parts) {
        long each = parts.get(1).shape().size(-1) / attention.keyValueHeads();
        Shape shape = new Shape(List.of(
                mask.shape().dim(0),
                new Dim.Fixed(attention.keyValueHeads()),
                new Dim.Named("past_sequence_length"),
                new Dim.Fixed(each)));
        GroupQueryAttention.Cache past = new GroupQueryAttention.Cache(
                graph.input(past(layer, "key"), ElementType.FLOAT32, shape),
                graph.input(past(layer, "value"), ElementType.FLOAT32, shape));
        GroupQueryAttention.Result result = GroupQueryAttention.of(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                past,
                progress(),
                attention.heads(),
                attention.keyValueHeads(),
                attention.rotary().map(rotary -> rotary.angles(graph, context, each)),
                TOTAL);
        present.put(present(layer, "key"), result.present().keys());
        present.put(present(layer, "value"), result.present().values());
        return result.attended();
    }

    /** From the mask, once for all layers. */
    private GroupQueryAttention.Progress progress() {
        if (progress == null) {
            Value count = Reductions.sum(mask, List.of(1L), false);
            Value last = Arithmetic.sub(count, graph.integers(List.of(1L)));
            Value total = graph.apply(Layout.SHAPE, Attributes.of("start", 1L, "end", 2L), List.of(mask));
            progress = new GroupQueryAttention.Progress(
                    Conversion.cast(last, ElementType.INT32), Conversion.cast(total, ElementType.INT32));
        }
        return progress;
    }

    /** The outputs, by name, of all layers that have attended. */
    public Map<String, Value> present() {
        return present;
    }
}
