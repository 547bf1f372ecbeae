package dev.figment.train.imported;

import static dev.figment.train.imported.OnnxBuilder.integer;
import static dev.figment.train.imported.OnnxBuilder.integers;
import static dev.figment.train.imported.OnnxBuilder.number;
import static dev.figment.train.imported.OnnxBuilder.string;
import static dev.figment.train.imported.OnnxBuilder.tensor;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A GPT-2 of two layers as exporters write it: batch and length are dynamic, and everything that depends on them is
 * computed by the graph (Shape, Gather, Unsqueeze, Concat, Reshape, Range, ConstantOfShape, Where, Cast). Up to operator
 * set 13 the causal mask is a slice of a stored one, from 14 on it is made by Trilu; layer norms and GELU are written out
 * before 17 and 20. The output layer's weight is the embedding's. The first layer multiplies by Gemm, the second by MatMul.
 */
public final class ExportedGpt {
    public static final int VOCABULARY = 11;
    static final int CONTEXT = 16;
    static final int WIDTH = 8;
    static final int HEADS = 2;
    private static final float LOWEST = -3.4028235e38f;

    private final OnnxBuilder b;
    private final long opset;
    private final Seed seed;

    private ExportedGpt(long opset, long seed) {
        this.b = new OnnxBuilder(opset);
        this.opset = opset;
        this.seed = new Seed(seed);
    }

    public static ModelProto model(long opset) {
        return new ExportedGpt(opset, 3).build();
    }

    private String weight(String name, double deviation, long... dims) {
        int count = 1;
        for (long dim : dims) {
            count *= (int) dim;
        }
        float[] values = new float[count];
        Seed own = seed.child(name);
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * own.uniform(i) - 1) * 1.7 * deviation);
        }
        return b.floats(name, values, dims);
    }

    private String ones(String name) {
        float[] values = new float[WIDTH];
        Arrays.fill(values, 1);
        return b.floats(name, values, WIDTH);
    }

    private String op(String operator, String... inputs) {
        return b.node(operator, List.of(inputs));
    }

    /** {@code x.size(axis)}. */
    private String size(String x, long axis) {
        return b.node("Gather", List.of(op("Shape", x), b.constant(true, axis)), integer("axis", 0));
    }

    private String unsqueezed(String x, long axis) {
        return op("Unsqueeze", x, b.constant(false, axis));
    }

    /** A shape of sizes, each a name of a scalar value or a number. */
    private String shape(Object... sizes) {
        List<String> parts = Arrays.stream(sizes)
                .map(size -> size instanceof String name
                        ? unsqueezed(name, 0)
                        : b.constant(false, ((Number) size).longValue()))
                .toList();
        return b.node("Concat", parts, integer("axis", 0));
    }

    private ModelProto build() {
        String ids = b.input("input_ids", DataType.INT64, "batch", "sequence");
        String attention = b.input("attention_mask", DataType.INT64, "batch", "sequence");
        String length = size(ids, 1);
        String flat = op("Reshape", ids, shape(-1, length));
        String places =
                op("Unsqueeze", op("Range", b.constant(true, 0), length, b.constant(true, 1)), b.constant(false, 0));
        String position = op("Reshape", places, shape(-1, length));
        String embedding = weight("transformer.wte.weight", 0.5, VOCABULARY, WIDTH);
        String x = op(
                "Add",
                op("Gather", embedding, flat),
                op("Gather", weight("transformer.wpe.weight", 0.5, CONTEXT, WIDTH), position));
        String open = op("Reshape", attention, shape(size(ids, 0), -1));
        String padding = op("Unsqueeze", op("Unsqueeze", open, b.constant(false, 1)), b.constant(false, 2));
        String asFloat = b.node("Cast", List.of(padding), integer("to", 1));
        String bias = op("Mul", op("Sub", b.constant(1f), asFloat), b.constant(-10000f));
        for (int layer = 0; layer < 2; layer++) {
            String name = "transformer.h." + layer;
            x = op("Add", attention(norm(x, name + ".ln_1"), name + ".attn", layer, bias), x);
            x = op("Add", x, perceptron(norm(x, name + ".ln_2"), name + ".mlp", layer));
        }
        x = norm(x, "transformer.ln_f");
        x = op("Reshape", x, shape(-1, length, WIDTH));
        String turned = b.node("Transpose", List.of(embedding), integers("perm", 1L, 0L));
        b.node("MatMul", List.of(x, turned), List.of("logits"));
        b.output("logits", DataType.FLOAT, "batch", "sequence", VOCABULARY);
        return b.build();
    }

    private String norm(String x, String name) {
        String scale = ones(name + ".weight");
        String shift = weight(name + ".bias", 0.1, WIDTH);
        if (opset >= 17) {
            return b.node(
                    "LayerNormalization", List.of(x, scale, shift), integer("axis", -1), number("epsilon", 1e-5f));
        }
        String centred = op("Sub", x, mean(x));
        String variance = mean(op("Pow", centred, b.constant(2f)));
        String deviation = op("Sqrt", op("Add", variance, b.constant(1e-5f)));
        return op("Add", op("Mul", op("Div", centred, deviation), scale), shift);
    }

    private String mean(String x) {
        return b.node("ReduceMean", List.of(x), integers("axes", -1L));
    }

    /** GPT-2's Conv1D: the weight is [in, out]. */
    private String linear(String x, String name, int layer, long in, long out) {
        String weight = weight(name + ".weight", 0.4, in, out);
        String shift = weight(name + ".bias", 0.1, out);
        if (layer == 1) {
            return op("Add", op("MatMul", x, weight), shift);
        }
        String batch = size(x, 0);
        String length = size(x, 1);
        String rows = op("Reshape", x, b.constant(false, -1, in));
        String product = b.node("Gemm", List.of(rows, weight, shift), number("alpha", 1), number("beta", 1));
        return op("Reshape", product, shape(batch, length, out));
    }

    private String attention(String x, String name, int layer, String bias) {
        String all = linear(x, name + ".c_attn", layer, WIDTH, 3 * WIDTH);
        List<String> parts = List.of(name + ".q", name + ".k", name + ".v");
        if (opset >= 18) {
            b.node("Split", List.of(all), parts, integer("axis", 2), integer("num_outputs", 3));
        } else if (layer == 0) {
            b.node("Split", List.of(all), parts, integer("axis", -1));
        } else {
            b.node("Split", List.of(all, b.constant(false, WIDTH, WIDTH, WIDTH)), parts, integer("axis", 2));
        }
        String q = heads(parts.get(0), 0, 2, 1, 3);
        String k = heads(parts.get(1), 0, 2, 3, 1);
        String v = heads(parts.get(2), 0, 2, 1, 3);
        String scores = op("MatMul", q, k);
        String root = op("Sqrt", b.node("Cast", List.of(size(v, 3)), integer("to", 1)));
        scores = op("Div", scores, root);
        scores = op("Where", causal(q, k, name), scores, op("Expand", b.constant(LOWEST), op("Shape", scores)));
        scores = op("Add", scores, bias);
        String weights = b.node("Softmax", List.of(scores), integer("axis", -1));
        String mixed = b.node("Transpose", List.of(op("MatMul", weights, v)), integers("perm", 0L, 2L, 1L, 3L));
        String batch = size(mixed, 0);
        String length = size(mixed, 1);
        String width = op("Mul", size(mixed, 2), size(mixed, 3));
        return linear(op("Reshape", mixed, shape(batch, length, width)), name + ".c_proj", layer, WIDTH, WIDTH);
    }

    private String heads(String x, long... order) {
        String width = op("Div", size(x, 2), b.constant(true, HEADS));
        String split = op("Reshape", x, shape(size(x, 0), size(x, 1), HEADS, width));
        return b.node(
                "Transpose",
                List.of(split),
                integers("perm", Arrays.stream(order).boxed().toArray(Long[]::new)));
    }

    /** BOOL [1, 1, queries, keys] or [queries, keys]: where a key is not after the query. */
    private String causal(String q, String k, String name) {
        String queries = size(q, 2);
        String keys = size(k, 3);
        if (opset >= 14) {
            String zeros = b.node(
                    "ConstantOfShape",
                    List.of(shape(queries, keys)),
                    tensor("value", OnnxBuilder.longTensor("", new long[] {1}, 1)));
            String lower = b.node("Trilu", List.of(zeros), integer("upper", 0));
            return b.node("Cast", List.of(lower), integer("to", DataType.BOOL_VALUE));
        }
        ByteBuffer stored = ByteBuffer.allocate(CONTEXT * CONTEXT);
        for (int i = 0; i < CONTEXT * CONTEXT; i++) {
            stored.put((byte) (i % CONTEXT <= i / CONTEXT ? 1 : 0));
        }
        TensorProto mask = OnnxBuilder.tensor(name + ".bias", DataType.UINT8, stored.flip(), 1, 1, CONTEXT, CONTEXT);
        b.initializer(mask);
        String first = op("Unsqueeze", op("Sub", keys, queries), b.constant(false, 0));
        String last = unsqueezed(keys, 0);
        String rows = op("Slice", mask.getName(), first, last, b.constant(false, 2), b.constant(false, 1));
        String part = op("Slice", rows, b.constant(false, 0), last, b.constant(false, 3), b.constant(false, 1));
        return b.node("Cast", List.of(part), integer("to", DataType.BOOL_VALUE));
    }

    private String perceptron(String x, String name, int layer) {
        String hidden = linear(x, name + ".c_fc", layer, WIDTH, 4 * WIDTH);
        return linear(gelu(hidden), name + ".c_proj", layer, 4 * WIDTH, WIDTH);
    }

    private String gelu(String x) {
        if (opset >= 20) {
            return b.node("Gelu", List.of(x), string("approximate", "tanh"));
        }
        String cube = op("Mul", op("Pow", x, b.constant(3f)), b.constant(0.044715f));
        String inner = op("Mul", op("Add", x, cube), b.constant((float) Math.sqrt(2 / Math.PI)));
        String gate = op("Add", op("Tanh", inner), b.constant(1f));
        return op("Mul", op("Mul", x, b.constant(0.5f)), gate);
    }
}
