package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.OptionalLong;

/**
 * The negative log-likelihood of targets under logits, in nats, as PyTorch's CrossEntropyLoss.
 *
 * @param labelSmoothing ε in [0, 1): the target has 1 − ε, and ε is spread over all classes (Szegedy et al. 2016)
 * @param ignored a target that counts for nothing
 */
public record CrossEntropy(double labelSmoothing, OptionalLong ignored) {
    public CrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("a label smoothing of " + labelSmoothing + ", not in [0, 1)");
        }
    }

    /** Without smoothing, of all targets. */
    public CrossEntropy() {
        this(0, OptionalLong.empty());
    }

    /**
     * Of each target on its own; 0 where it is ignored.
     *
     * @param logits [tokens…, classes]
     * @param targets INT64 [tokens…], in [0, classes) or ignored
     * @return [tokens…]
     */
    public Value each(Value logits, Value targets) {
        Shape tokens = new Shape(logits.shape().dims().subList(0, logits.shape().rank() - 1));
        if (!tokens.equals(targets.shape()) || targets.type() != ElementType.INT64) {
            throw new ShapeException("the cross-entropy of logits " + logits + " and targets " + targets);
        }
        Graph graph = logits.graph();
        int axis = tokens.rank();
        Value likelihoods = Softmaxes.logSoftmax(logits, axis);
        Value indices = ignored.isEmpty() ? targets : Arithmetic.where(counts(targets), targets, number(graph, 0));
        Value ofTargets = Axes.squeeze(Indexing.gatherElements(likelihoods, Axes.unsqueeze(indices, axis), axis), axis);
        Value loss = Activations.neg(ofTargets);
        if (labelSmoothing > 0) {
            Value mean = Reductions.mean(likelihoods, List.of((long) axis), false);
            loss = Arithmetic.sub(
                    Arithmetic.mul(loss, (float) (1 - labelSmoothing)), Arithmetic.mul(mean, (float) labelSmoothing));
        }
        return ignored.isEmpty() ? loss : Arithmetic.where(counts(targets), loss, graph.scalar(0));
    }

    /** The mean over the targets that count; 0 where none does. */
    public Value mean(Value logits, Value targets) {
        Value each = each(logits, targets);
        if (ignored.isEmpty()) {
            return Reductions.mean(each);
        }
        Value count = Reductions.sum(Conversion.cast(counts(targets), ElementType.FLOAT32));
        return Arithmetic.div(
                Reductions.sum(each), Arithmetic.max(count, each.graph().scalar(1)));
    }

    private Value counts(Value targets) {
        return Comparisons.not(Comparisons.equal(targets, number(targets.graph(), ignored.orElseThrow())));
    }

    private static Value number(Graph graph, long number) {
        return graph.once(
                List.of("number", number), () -> graph.constant("number", Tensor.ofLongs(new long[] {number})));
    }
}
