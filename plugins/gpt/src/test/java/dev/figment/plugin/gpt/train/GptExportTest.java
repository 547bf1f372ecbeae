package dev.figment.plugin.gpt.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.KeyValueCache;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a cache the logits at each position are those of the whole sequence at once. */
class GptExportTest {
    private static final int VOCABULARY = 11;
    private static final int CONTEXT = 12;
    private static final long[] IDS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    private static final OnnxModels MODELS = TinyGpt.MODELS;

    private static GptNetwork network(Architecture architecture, int keyValueHeads) {
        return new GptNetwork(architecture, VOCABULARY, CONTEXT, 2, 64, 4, keyValueHeads, 48, 0);
    }

    private static float[] whole(GptNetwork network, Map<String, Tensor> weights, long[] ids) {
        byte[] onnx = Export.onnx(
                "whole",
                List.of(new InputSpec(
                        "ids", ElementType.INT64, new Shape(List.of(new Dim.Named("N"), new Dim.Named("T"))))),
                (scope, in) -> Map.of("logits", network.logits(scope, in.get("ids"))),
                weights,
                Map.of());
        try (Model model = MODELS.compile(onnx, "whole")) {
            return model.run(Map.of("ids", Tensor.ofLongs(ids, 1, ids.length)))
                    .get("logits")
                    .toFloatArray();
        }
    }

    private static Map<String, Tensor> inputs(int from, int to) {
        long[] positions = new long[to - from];
        long[] mask = new long[to];
        Arrays.fill(mask, 1);
        for (int i = 0; i < positions.length; i++) {
            positions[i] = from + i;
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(DecoderFiles.IDS, Tensor.ofLongs(Arrays.copyOfRange(IDS, from, to), 1, to - from));
        inputs.put(DecoderFiles.MASK, Tensor.ofLongs(mask, 1, to));
        inputs.put(DecoderFiles.POSITIONS, Tensor.ofLongs(positions, 1, to - from));
        inputs.put(DecoderFiles.KEEP, Tensor.ofLongs(new long[] {0}));
        return inputs;
    }

    @ParameterizedTest
    @CsvSource({"GPT2, 4", "LLAMA, 4", "LLAMA, 2", "LLAMA, 1"})
    void aCacheThatGrows(Architecture architecture, int keyValueHeads) {
        GptNetwork network = network(architecture, keyValueHeads);
        Map<String, Tensor> weights = TinyGpt.weights(network);
        float[] expected = whole(network, weights, IDS);
        try (Model model = MODELS.compile(GptExport.onnx(network, weights, Map.of()), "cached")) {
            Map<String, Tensor> cache = new LinkedHashMap<>();
            for (int layer = 0; layer < 2; layer++) {
                for (String part : List.of("key", "value")) {
                    cache.put(
                            KeyValueCache.past(layer, part),
                            Tensor.allocate(ElementType.FLOAT32, 1, keyValueHeads, 0, 16));
                }
            }
            int from = 0;
            for (int to : new int[] {4, 5, 6, 7, 8, 9, 10}) {
                Map<String, Tensor> inputs = inputs(from, to);
                inputs.putAll(cache);
                Map<String, Tensor> outputs = model.run(inputs);
                requireEqual(outputs.get(DecoderFiles.LOGITS), expected, from);
                for (String name : List.copyOf(cache.keySet())) {
                    Tensor present = outputs.get(name.replace("past_key_values", "present"));
                    assertThat(present.dim(2)).isEqualTo(to);
                    cache.put(name, present);
                }
                from = to;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GPT2, 4", "LLAMA, 4", "LLAMA, 2", "LLAMA, 1"})
    void aCacheThatIsWrittenInPlace(Architecture architecture, int keyValueHeads) {
        GptNetwork network = network(architecture, keyValueHeads);
        Map<String, Tensor> weights = TinyGpt.weights(network);
        float[] expected = whole(network, weights, IDS);
        try (Model model = MODELS.compile(GptExport.onnx(network, weights, Map.of()), "cached")) {
            Map<String, Tensor> cache = new LinkedHashMap<>();
            for (int layer = 0; layer < 2; layer++) {
                for (String part : List.of("key", "value")) {
                    Tensor buffer = Tensor.allocate(ElementType.FLOAT32, 1, keyValueHeads, CONTEXT, 16);
                    cache.put(KeyValueCache.past(layer, part), buffer);
                    cache.put(KeyValueCache.present(layer, part), buffer);
                }
            }
            int from = 0;
            for (int to : new int[] {4, 5, 6, 7, 8, 9, 10}) {
                Map<String, Tensor> inputs = inputs(from, to);
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                Tensor logits = Tensor.allocate(ElementType.FLOAT32, 1, to - from, VOCABULARY);
                outputs.put(DecoderFiles.LOGITS, logits);
                cache.forEach((name, buffer) -> (name.startsWith("past") ? inputs : outputs).put(name, buffer));
                model.run(inputs, outputs);
                requireEqual(logits, expected, from);
                from = to;
            }
        }
    }

    private static void requireEqual(Tensor logits, float[] expected, int from) {
        float[] found = logits.toFloatArray();
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[from * VOCABULARY + i], within(1e-4f));
        }
    }
}
