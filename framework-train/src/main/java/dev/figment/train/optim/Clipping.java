package dev.figment.train.optim;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.List;

/** Clipping of the whole gradient by its Euclidean norm (Pascanu et al. 2013, algorithm 1). */
public final class Clipping {
    /** Keeps the quotient finite where the gradient is zero. */
    private static final float TINY = 1e-12f;

    private Clipping() {}

    /** The Euclidean norm of all gradients together, of rank 0. */
    public static Value globalNorm(List<Value> gradients) {
        Value squares = gradients.stream()
                .map(gradient -> Reductions.sum(Arithmetic.square(gradient)))
                .reduce(Arithmetic::add)
                .orElseThrow();
        return Activations.sqrt(Arithmetic.add(squares, TINY));
    }

    /** The gradients, scaled together so that their norm is at most this. */
    public static List<Value> byGlobalNorm(List<Value> gradients, double norm) {
        return byGlobalNorm(gradients, globalNorm(gradients), norm);
    }

    /** The gradients, scaled together so that their norm, which {@link #globalNorm} gave, is at most this. */
    public static List<Value> byGlobalNorm(List<Value> gradients, Value length, double norm) {
        Graph graph = length.graph();
        Value scale = Arithmetic.min(Arithmetic.div(graph.scalar((float) norm), length), graph.scalar(1));
        return gradients.stream()
                .map(gradient -> Arithmetic.mul(gradient, scale))
                .toList();
    }
}
