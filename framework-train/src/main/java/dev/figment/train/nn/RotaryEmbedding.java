package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.GroupQueryAttention;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Rotary position embedding (Su et al. 2021, eq. 34): pairs of elements are turned by an angle that grows with the
 * position. Element i of the first half makes a pair with element i of the second half, as in Llama.
 *
 * @param base θ, 10,000 in the paper
 */
public record RotaryEmbedding(double base) {
    public RotaryEmbedding {
        if (!(base > 1)) {
            throw new IllegalArgumentException("a rotary embedding with base " + base);
        }
    }

    public RotaryEmbedding() {
        this(10_000);
    }

    /**
     * Turns [samples, heads, time, width], the first position being 0.
     *
     * @throws ShapeException if the width is odd
     */
    public Value rotate(Value x) {
        long width = x.shape().size(-1);
        if (width % 2 != 0) {
            throw new ShapeException("a rotary embedding of " + x.shape() + ", whose last axis is odd");
        }
        Graph graph = x.graph();
        Dim time = x.shape().dim(-2);
        Value angles = graph.once(List.of("angles", this, time, width), () -> angles(x, width));
        Value cosine = graph.once(List.of("cosine", angles), () -> Activations.cos(angles));
        Value sine =
                graph.once(List.of("sine", angles), () -> Arithmetic.mul(Activations.sin(angles), signs(graph, width)));
        List<Value> halves = Splitting.equal(x, -1, 2);
        Value exchanged =
                Layout.concat(List.of(halves.get(1), halves.get(0)), x.shape().rank() - 1);
        return Arithmetic.add(Arithmetic.mul(x, cosine), Arithmetic.mul(exchanged, sine));
    }

    /** The angles of the first positions, as constants. */
    GroupQueryAttention.Angles angles(Graph graph, long positions, long width) {
        return new GroupQueryAttention.Angles(
                graph.once(List.of("cosines", this, width), () -> table(graph, "cosines", positions, width, Math::cos)),
                graph.once(List.of("sines", this, width), () -> table(graph, "sines", positions, width, Math::sin)));
    }

    private Value table(Graph graph, String name, long positions, long width, DoubleUnaryOperator function) {
        int half = Math.toIntExact(width / 2);
        Tensor table = Tensor.allocate(ElementType.FLOAT32, positions, half);
        for (int i = 0; i < positions * half; i++) {
            table.floats().put(i, (float) function.applyAsDouble((i / half) * frequency(i % half, width)));
        }
        return graph.constant(name, table);
    }

    private double frequency(int pair, long width) {
        return Math.pow(base, -2.0 * pair / width);
    }

    /** [time, width]: position × base^(−2i / width). */
    private Value angles(Value x, long width) {
        Tensor frequencies = Tensor.allocate(ElementType.FLOAT32, width);
        for (int i = 0; i < width; i++) {
            frequencies.floats().put(i, (float) frequency(i % (int) (width / 2), width));
        }
        Value times = Conversion.cast(Fills.indicesOf(x, x.shape().rank() - 2), ElementType.FLOAT32);
        return Arithmetic.mul(Axes.unsqueeze(times, 1), x.graph().constant("frequencies", frequencies));
    }

    private static Value signs(Graph graph, long width) {
        Tensor signs = Tensor.allocate(ElementType.FLOAT32, width);
        for (int i = 0; i < width; i++) {
            signs.floats().put(i, i < width / 2 ? -1 : 1);
        }
        return graph.constant("signs", signs);
    }
}
