package dev.figment.train.precision;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a graph, forward and backward alike, so that it multiplies matrices and convolves in FLOAT16 and does all else
 * in FLOAT32: sums, normalisations, softmax, the loss and the optimizer (Micikevicius et al. 2018, section 3). Inputs,
 * outputs and so the weights stay FLOAT32. Operators that only move or choose numbers work in FLOAT16 where these come
 * in it, which changes no number and saves casts and memory. Half of the exponents are gone: use {@link LossScale}.
 */
public final class MixedPrecision {
    private static final Set<String> HALF = Set.of("MatMul", "Gemm", "Conv", "ConvTranspose");

    /** They give the same numbers in either type. */
    private static final Set<String> EXACT = Set.of(
            "Concat",
            "Expand",
            "Flatten",
            "Gather",
            "Identity",
            "Neg",
            "Pad",
            "Relu",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze",
            "Where");

    private final Graph from;
    private final Graph to;
    private final Map<Value, Value> rewritten = new HashMap<>();
    private final Map<Value, Value> singles = new HashMap<>();
    private final Map<Value, Value> halves = new HashMap<>();

    private MixedPrecision(Graph from) {
        this.from = from;
        this.to = new Graph(from.name());
    }

    /** A graph of the same inputs and outputs; the one that is given stays as it is. */
    public static Graph of(Graph graph) {
        MixedPrecision plan = new MixedPrecision(graph);
        graph.inputs()
                .forEach((name, value) -> plan.rewritten.put(value, plan.to.input(name, value.type(), value.shape())));
        graph.nodes().forEach(plan::rewrite);
        graph.outputs().forEach((name, value) -> plan.to.output(name, plan.operand(value, false)));
        return plan.to;
    }

    private void rewrite(Node node) {
        boolean half = isHalf(node);
        Node copy = to.within(
                node.path(),
                () -> to.nodeLike(
                        node,
                        node.inputs().stream()
                                .map(input -> operand(input, half))
                                .toList()));
        for (int i = 0; i < node.outputs().size(); i++) {
            rewritten.put(node.outputs().get(i), copy.outputs().get(i));
        }
    }

    /** What was FLOAT32 in the type that is wanted; all else, a FLOAT16 of the graph's own included, as it is. */
    private Value operand(Value input, boolean half) {
        Value value = known(input);
        return input.type() != ElementType.FLOAT32 ? value : half ? half(value) : single(value);
    }

    /** FLOAT64 and integers are computed as they are. */
    private boolean isHalf(Node node) {
        if (node.foreign().isPresent() || node.output().type() != ElementType.FLOAT32) {
            return false;
        }
        String operator = node.operator().name();
        return HALF.contains(operator) || (EXACT.contains(operator) && comesInHalf(node));
    }

    /** Whether a number comes in FLOAT16, and none but zeros would have to be rounded to it. */
    private boolean comesInHalf(Node node) {
        boolean any = false;
        for (Value input : node.inputs()) {
            boolean half = known(input).type() == ElementType.FLOAT16;
            if (input.type() == ElementType.FLOAT32 && !half && !isZero(input)) {
                return false;
            }
            any |= half;
        }
        return any;
    }

    private boolean isZero(Value value) {
        Tensor constant = value.producer() == null ? from.initializers().get(value.name()) : null;
        if (constant == null) {
            return false;
        }
        FloatBuffer numbers = constant.floats();
        while (numbers.hasRemaining()) {
            if (numbers.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /** The value of the new graph, in the type that it is computed in. */
    private Value known(Value value) {
        return rewritten.computeIfAbsent(value, to::constantLike);
    }

    private Value half(Value value) {
        return value.type() == ElementType.FLOAT32
                ? halves.computeIfAbsent(value, single -> Conversion.cast(single, ElementType.FLOAT16))
                : value;
    }

    private Value single(Value value) {
        return value.type() == ElementType.FLOAT16
                ? singles.computeIfAbsent(value, half -> Conversion.cast(half, ElementType.FLOAT32))
                : value;
    }
}
