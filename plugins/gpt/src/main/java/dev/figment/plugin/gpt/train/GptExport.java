package dev.figment.plugin.gpt.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.KeyValueCache;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a trained network as a decoder with a cache of keys and values, in the convention of today's exporters. */
final class GptExport {
    private static final Dim BATCH = new Dim.Named("batch_size");
    private static final Dim SEQUENCE = new Dim.Named("sequence_length");
    private static final Dim KEPT = new Dim.Named("kept_sequence_length");
    private static final Dim TOTAL = new Dim.Named("total_sequence_length");

    private GptExport() {}

    /**
     * The file's bytes.
     *
     * @param weights by dotted path
     * @param metadata where the model comes from
     */
    static byte[] onnx(GptNetwork network, Map<String, Tensor> weights, Map<String, String> metadata) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(DecoderFiles.CONTEXT, Long.toString(network.context()));
        all.put(DecoderFiles.CACHE, DecoderFiles.IN_PLACE);
        return Export.onnx(
                "gpt",
                List.of(
                        integers(DecoderFiles.IDS, SEQUENCE),
                        integers(DecoderFiles.MASK, TOTAL),
                        integers(DecoderFiles.POSITIONS, SEQUENCE),
                        new InputSpec(DecoderFiles.KEEP, ElementType.INT64, Shape.SCALAR)),
                (scope, inputs) -> build(network, scope, inputs),
                weights,
                all);
    }

    private static InputSpec integers(String name, Dim length) {
        return new InputSpec(name, ElementType.INT64, new Shape(List.of(BATCH, length)));
    }

    private static Map<String, Value> build(GptNetwork network, Scope scope, Map<String, Value> inputs) {
        KeyValueCache cache = new KeyValueCache(requireNonNull(inputs.get(DecoderFiles.MASK)), network.context());
        Value keep = requireNonNull(inputs.get(DecoderFiles.KEEP));
        Value logits = network.logits(
                scope,
                requireNonNull(inputs.get(DecoderFiles.IDS)),
                requireNonNull(inputs.get(DecoderFiles.POSITIONS)),
                cache,
                h -> Slicing.last(h, 1, keep, KEPT));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put(DecoderFiles.LOGITS, logits);
        outputs.putAll(cache.present());
        return outputs;
    }
}
