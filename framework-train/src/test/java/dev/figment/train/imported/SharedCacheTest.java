package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import dev.figment.core.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedCacheTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);
    private static final int CAPACITY = 20;

    @TempDir
    Path folder;

    private Imported read(ModelProto file) throws IOException {
        return Imported.read(Files.write(folder.resolve("decoder.onnx"), file.toByteArray()));
    }

    private static long[] ids(int count) {
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = new Seed(8).below(i, ExportedDecoder.VOCABULARY);
        }
        return ids;
    }

    private static Map<String, Tensor> inputs(long[] ids, int from, int to) {
        Tensor mask = Tensor.allocate(ElementType.INT64, 1, to);
        Tensor positions = Tensor.allocate(ElementType.INT64, 1, to - from);
        Tensor tokens = Tensor.allocate(ElementType.INT64, 1, to - from);
        for (int i = 0; i < to; i++) {
            mask.longs().put(i, 1);
        }
        for (int i = from; i < to; i++) {
            tokens.longs().put(i - from, ids[i]);
            positions.longs().put(i - from, i);
        }
        return new HashMap<>(Map.of("input_ids", tokens, "attention_mask", mask, "position_ids", positions));
    }

    private static List<TensorSpec> pasts(Model model) {
        return model.inputs().stream()
                .filter(input -> input.name().startsWith("past_key_values."))
                .toList();
    }

    private static Tensor cache(TensorSpec past, int length) {
        return Tensor.allocate(
                past.type(), 1, past.shape().get(1), length, past.shape().get(3));
    }

    /** Logits of all positions, when it reads the first ids at once and the others one by one. */
    private static List<float[]> growing(Model model, long[] ids, int first) {
        List<float[]> logits = new ArrayList<>();
        Map<String, Tensor> caches = new HashMap<>();
        pasts(model).forEach(past -> caches.put(past.name(), cache(past, 0)));
        for (int from = 0, to = first; from < ids.length; from = to, to++) {
            Map<String, Tensor> inputs = inputs(ids, from, to);
            inputs.putAll(caches);
            Map<String, Tensor> outputs = model.run(inputs);
            caches.replaceAll((name, old) -> outputs.get(name.replace("past_key_values", "present")));
            logits.add(outputs.get("logits").toFloatArray());
        }
        return logits;
    }

    /** Logits of the last position of each part, with one buffer for past and present. */
    private static List<float[]> inPlace(Model model, long[] ids, int first) {
        List<float[]> logits = new ArrayList<>();
        Map<String, Tensor> caches = new HashMap<>();
        pasts(model).forEach(past -> caches.put(past.name(), cache(past, CAPACITY)));
        for (int from = 0, to = first; from < ids.length; from = to, to++) {
            Map<String, Tensor> inputs = inputs(ids, from, to);
            Map<String, Tensor> outputs = new HashMap<>();
            inputs.put("num_logits_to_keep", Tensor.ofLongs(new long[] {1}, 1));
            caches.forEach((name, cache) -> {
                inputs.put(name, cache);
                outputs.put(name.replace("past_key_values", "present"), cache);
            });
            Tensor last = Tensor.allocate(ElementType.FLOAT32, 1, 1, ExportedDecoder.VOCABULARY);
            outputs.put("logits", last);
            model.run(inputs, outputs);
            logits.add(last.toFloatArray());
        }
        return logits;
    }

    private static long heads(Imported file, SharedCache shared) {
        try (Model probe = MODELS.compile(shared.probe().bytes(Map.of()), "probe")) {
            Map<String, Tensor> inputs = inputs(ids(3), 0, 3);
            pasts(probe).forEach(past -> inputs.put(past.name(), cache(past, 0)));
            return probe.run(inputs).get(shared.queries().orElseThrow()).dim(1);
        }
    }

    private static void compare(Imported file, float tolerance, boolean equal) {
        SharedCache shared = SharedCache.of(file).orElseThrow();
        Imported rewritten = shared.apply(heads(file, shared)).orElseThrow();
        assertThat(rewritten.graph().getNodeList().stream().map(node -> node.getOpType()))
                .contains("GroupQueryAttention")
                .doesNotContain("Softmax", "Expand", "Greater");
        long[] ids = ids(12);
        try (Model original = MODELS.compile(file.bytes(Map.of()), "original");
                Model changed = MODELS.compile(rewritten.bytes(Map.of()), "rewritten")) {
            List<float[]> expected = growing(original, ids, 6);
            List<float[]> actual = inPlace(changed, ids, 6);
            float greatest = 0;
            for (int i = 0; i < actual.size(); i++) {
                int offset = expected.get(i).length - ExportedDecoder.VOCABULARY;
                for (int j = 0; j < ExportedDecoder.VOCABULARY; j++) {
                    greatest = Math.max(greatest, Math.abs(expected.get(i)[offset + j] - actual.get(i)[j]));
                }
            }
            if (equal) {
                assertThat(greatest).isCloseTo(0, within(tolerance));
            } else {
                assertThat(greatest).isGreaterThan(tolerance);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GPT2", "LLAMA"})
    void writesIntoItsCacheWhatTheOriginalAppends(ExportedDecoder.Kind kind) throws IOException {
        compare(read(ExportedDecoder.of(kind, DataType.FLOAT)), 1e-4f, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"GPT2", "LLAMA"})
    void thatIsSoForSixteenBitsToo(ExportedDecoder.Kind kind) throws IOException {
        compare(read(ExportedDecoder.of(kind, DataType.FLOAT16)), 3e-2f, true);
    }

    @Test
    void anotherMaskIsFoundByComparing() throws IOException {
        compare(read(ExportedDecoder.of(ExportedDecoder.Kind.WINDOWED, DataType.FLOAT)), 1e-2f, false);
    }

    @Test
    void whatIsInPlaceAlreadyStaysSo() throws IOException {
        Imported file = read(ExportedDecoder.of(ExportedDecoder.Kind.LLAMA, DataType.FLOAT));
        SharedCache shared = SharedCache.of(file).orElseThrow();
        Imported rewritten = shared.apply(heads(file, shared)).orElseThrow();
        SharedCache again = SharedCache.of(rewritten).orElseThrow();
        assertThat(again.queries()).isEmpty();
        assertThat(again.apply(0).orElseThrow().graph().getNodeList())
                .isEqualTo(rewritten.graph().getNodeList());
    }

    @Test
    void aModelWithoutACacheIsLeftAlone() throws IOException {
        assertThat(SharedCache.of(read(ExportedGpt.model(17)))).isEmpty();
    }
}
