package dev.figment.train.imported;

import static dev.figment.train.imported.OnnxBuilder.integer;
import static dev.figment.train.imported.OnnxBuilder.integers;
import static dev.figment.train.imported.OnnxBuilder.number;
import static dev.figment.train.imported.OnnxBuilder.tensor;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decoders of two layers with a cache that grows, as exporters write them: everything that depends on batch, past and length
 * is computed by the graph.
 */
final class ExportedDecoder {
    static final int VOCABULARY = 13;
    private static final Size TINY = new Size(2, 4, 8, VOCABULARY, 32);
    private static final Size GPT2_SMALL = new Size(12, 12, 64, 50_257, 1024);

    private record Size(int layers, int heads, int each, int vocabulary, int context) {}

    /** Which family of models it is of. */
    enum Kind {
        /** Learned positions, one projection for all parts, the mask a slice of a stored one, scores divided by √each. */
        GPT2,
        /** Rotary positions, two heads of keys for four of queries, RMS norm, queries and keys scaled each. */
        LLAMA,
        /** As LLAMA, but attention sees the last four positions alone. */
        WINDOWED
    }

    private final OnnxBuilder b = new OnnxBuilder(17);
    private final Kind kind;
    private final DataType type;
    private final int layers;
    private final int heads;
    private final int keyValueHeads;
    private final int each;
    private final int width;
    private final int vocabulary;
    private final int context;

    private ExportedDecoder(Kind kind, DataType type, Size size) {
        this.kind = kind;
        this.type = type;
        this.layers = size.layers;
        this.heads = size.heads;
        this.keyValueHeads = kind == Kind.GPT2 ? heads : heads / 2;
        this.each = size.each;
        this.width = heads * each;
        this.vocabulary = size.vocabulary;
        this.context = size.context;
    }

    /**
     * @param type of weights and cache, FLOAT or FLOAT16
     */
    static ModelProto of(Kind kind, DataType type) {
        return new ExportedDecoder(kind, type, TINY).build();
    }

    /**
     * Writes the files of the GPT plugin's tests anew into a folder, or with a second argument {@code small} one of GPT-2 small's
     * shape, {@code model.onnx}.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2) {
            ModelProto small = new ExportedDecoder(Kind.GPT2, DataType.FLOAT, GPT2_SMALL).build();
            Files.write(Path.of(arguments[0]).resolve("model.onnx"), small.toByteArray());
            return;
        }
        for (Kind kind : Kind.values()) {
            for (DataType type : List.of(DataType.FLOAT, DataType.FLOAT16)) {
                String name = "exported-" + kind.name().toLowerCase(Locale.ROOT)
                        + (type == DataType.FLOAT16 ? "-16-bit" : "") + ".onnx";
                Files.write(Path.of(arguments[0]).resolve(name), of(kind, type).toByteArray());
            }
        }
    }

    private String weight(String name, double deviation, long... dims) {
        int count = 1;
        for (long dim : dims) {
            count *= (int) dim;
        }
        float[] values = new float[count];
        Seed own = new Seed(5).child(name);
        double scaled = dims.length == 1 ? deviation : deviation * Math.sqrt(TINY.heads * TINY.each / (double) width);
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * own.uniform(i) - 1) * 1.7 * scaled);
        }
        return b.floats(name, type, values, dims);
    }

    private String constant(double value) {
        return b.node("Constant", List.of(), tensor("value", OnnxBuilder.floatTensor("", type, new float[] {
            (float) value
        })));
    }

    private String op(String operator, String... inputs) {
        return b.node(operator, List.of(inputs));
    }

    private String size(String x, long axis) {
        return b.node("Gather", List.of(op("Shape", x), b.constant(true, axis)), integer("axis", 0));
    }

    private String shape(Object... sizes) {
        List<String> parts = new ArrayList<>();
        for (Object size : sizes) {
            parts.add(
                    size instanceof String name
                            ? op("Unsqueeze", name, b.constant(false, 0))
                            : b.constant(false, ((Number) size).longValue()));
        }
        return b.node("Concat", parts, integer("axis", 0));
    }

    private ModelProto build() {
        String ids = b.input("input_ids", DataType.INT64, "batch_size", "sequence_length");
        b.input("attention_mask", DataType.INT64, "batch_size", "total_sequence_length");
        String positions = b.input("position_ids", DataType.INT64, "batch_size", "sequence_length");
        Object[] cache = {"batch_size", keyValueHeads, "past_sequence_length", each};
        for (int layer = 0; layer < layers; layer++) {
            for (String part : List.of("key", "value")) {
                b.input("past_key_values." + layer + "." + part, type, cache);
            }
        }
        String embedding = weight("wte", 0.5, vocabulary, width);
        String x = op("Gather", embedding, ids);
        if (kind == Kind.GPT2) {
            x = op("Add", x, op("Gather", weight("wpe", 0.5, context, width), positions));
        }
        String past = size("past_key_values.0.key", 2);
        String total = op("Add", past, size(ids, 1));
        String mask = mask(past, total);
        for (int layer = 0; layer < layers; layer++) {
            String name = "layers." + layer;
            x = op("Add", x, attention(norm(x, name + ".ln_1"), name, layer, positions, mask, total));
            String hidden = op("MatMul", norm(x, name + ".ln_2"), weight(name + ".up", 0.3, width, 4 * width));
            String active = op("Mul", hidden, op("Sigmoid", hidden));
            x = op("Add", x, op("MatMul", active, weight(name + ".down", 0.3, 4 * width, width)));
        }
        String turned = b.node("Transpose", List.of(embedding), integers("perm", 1L, 0L));
        String logits = op("MatMul", norm(x, "ln_f"), turned);
        b.node("Cast", List.of(logits), List.of("logits"), integer("to", DataType.FLOAT_VALUE));
        b.output("logits", DataType.FLOAT, "batch_size", "sequence_length", vocabulary);
        for (int layer = 0; layer < layers; layer++) {
            for (String part : List.of("key", "value")) {
                b.output("present." + layer + "." + part, type, "batch_size", keyValueHeads, "total_length", each);
            }
        }
        return b.build();
    }

    private String norm(String x, String name) {
        String scale = weight(name + ".weight", 1, width);
        if (kind == Kind.GPT2) {
            return b.node(
                    "LayerNormalization",
                    List.of(x, scale, weight(name + ".bias", 0.1, width)),
                    integer("axis", -1),
                    number("epsilon", 1e-5f));
        }
        String squares = b.node("ReduceMean", List.of(op("Mul", x, x)), integers("axes", -1L));
        return op("Mul", op("Div", x, op("Sqrt", op("Add", squares, constant(1e-5)))), scale);
    }

    /** Added to scores: 0 where a query may see a key, else a number far below 0. */
    private String mask(String past, String total) {
        String keys = op("Range", b.constant(true, 0), total, b.constant(true, 1));
        String queries = op("Unsqueeze", op("Range", past, total, b.constant(true, 1)), b.constant(false, 1));
        String hidden = op("Greater", keys, queries);
        if (kind == Kind.WINDOWED) {
            String old = op("LessOrEqual", keys, op("Sub", queries, b.constant(true, 4)));
            hidden = op("Or", hidden, old);
        }
        String absent = op("Equal", "attention_mask", b.constant(true, 0));
        String padding = op("Unsqueeze", absent, b.constant(false, 1, 2));
        return op("Where", op("Or", hidden, padding), constant(-60000), constant(0));
    }

    private String attention(String x, String name, int layer, String positions, String mask, String total) {
        String q;
        String k;
        String v;
        if (kind == Kind.GPT2) {
            String all = op("MatMul", x, weight(name + ".c_attn", 0.4, width, 3 * width));
            List<String> parts = List.of(name + ".q", name + ".k", name + ".v");
            b.node("Split", List.of(all, b.constant(false, width, width, width)), parts, integer("axis", 2));
            q = heads(parts.get(0), heads);
            k = heads(parts.get(1), heads);
            v = heads(parts.get(2), heads);
        } else {
            q = turned(heads(op("MatMul", x, weight(name + ".q", 0.4, width, width)), heads), positions, total);
            int narrow = keyValueHeads * each;
            k = turned(
                    heads(op("MatMul", x, weight(name + ".k", 0.4, width, narrow)), keyValueHeads), positions, total);
            v = heads(op("MatMul", x, weight(name + ".v", 0.4, width, narrow)), keyValueHeads);
        }
        String keys = appended(layer, "key", k);
        String values = appended(layer, "value", v);
        String scores;
        if (kind == Kind.GPT2) {
            String product = op("MatMul", q, transposed(keys, 0, 1, 3, 2));
            String root = op("Sqrt", b.node("Cast", List.of(size(values, 3)), integer("to", type.getNumber())));
            scores = op("Div", product, root);
        } else {
            String root = constant(Math.pow(each, -0.25));
            String repeated = transposed(repeated(keys, total), 0, 1, 3, 2);
            scores = op("MatMul", op("Mul", q, root), op("Mul", repeated, root));
            values = repeated(values, total);
        }
        String weights = b.node("Softmax", List.of(op("Add", scores, mask)), integer("axis", -1));
        String mixed = transposed(op("MatMul", weights, values), 0, 2, 1, 3);
        String joined = op("Reshape", mixed, shape(size(x, 0), size(x, 1), width));
        return op("MatMul", joined, weight(name + ".o", 0.4, width, width));
    }

    private String appended(int layer, String part, String fresh) {
        String all = "present." + layer + "." + part;
        b.node("Concat", List.of("past_key_values." + layer + "." + part, fresh), List.of(all), integer("axis", -2));
        return all;
    }

    private String transposed(String x, long... order) {
        Long[] boxed = Arrays.stream(order).boxed().toArray(Long[]::new);
        return b.node("Transpose", List.of(x), integers("perm", boxed));
    }

    private String heads(String x, int count) {
        return transposed(op("Reshape", x, shape(size(x, 0), size(x, 1), count, each)), 0, 2, 1, 3);
    }

    /** Each head of keys or values for two heads of queries. */
    private String repeated(String x, String total) {
        String batch = size(x, 0);
        String apart = op("Unsqueeze", x, b.constant(false, 2));
        String expanded = op("Expand", apart, shape(batch, keyValueHeads, 2, total, each));
        return op("Reshape", expanded, shape(batch, heads, total, each));
    }

    /** Rotary positions (rotate half), of a table as long as the keys. */
    private String turned(String x, String positions, String total) {
        float[] cosine = new float[context * each];
        float[] sine = new float[context * each];
        for (int i = 0; i < cosine.length; i++) {
            double angle = i / each * Math.pow(100, -2.0 * (i % (each / 2)) / each);
            cosine[i] = (float) Math.cos(angle);
            sine[i] = (float) Math.sin(angle);
        }
        String cos = angles("cos." + x, cosine, positions, total);
        String sin = angles("sin." + x, sine, positions, total);
        String first = op("Slice", x, b.constant(false, 0), b.constant(false, each / 2), b.constant(false, 3));
        String second = op("Slice", x, b.constant(false, each / 2), b.constant(false, each), b.constant(false, 3));
        String half = b.node("Concat", List.of(op("Neg", second), first), integer("axis", -1));
        return op("Add", op("Mul", x, cos), op("Mul", half, sin));
    }

    private String angles(String name, float[] table, String positions, String total) {
        String all = b.floats(name, type, table, context, each);
        String end = op("Unsqueeze", total, b.constant(false, 0));
        String known = op("Slice", all, b.constant(false, 0), end, b.constant(false, 0));
        return op("Unsqueeze", op("Gather", known, positions), b.constant(false, 1));
    }
}
