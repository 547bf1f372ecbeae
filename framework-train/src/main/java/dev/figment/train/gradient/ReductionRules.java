package dev.figment.train.gradient;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Reductions}: the gradient is spread over what was reduced. */
final class ReductionRules {
    private ReductionRules() {}

    static List<@Nullable Value> sum(Node node, Value g) {
        return Arrays.asList(spread(node, g), null);
    }

    static List<@Nullable Value> mean(Node node, Value g) {
        long count = 1;
        for (long axis : node.input(1).constantIntegers()) {
            Dim dim = node.input(0).shape().dim((int) axis);
            if (!(dim instanceof Dim.Fixed fixed)) {
                throw new GradientException(
                        "the mean over " + dim + " of " + node.input(0) + " has no gradient: the size has to be fixed");
            }
            count *= fixed.size();
        }
        return Arrays.asList(spread(node, Arithmetic.mul(g, 1f / count)), null);
    }

    private static Value spread(Node node, Value g) {
        return Layout.expandLike(Layout.reshape(g, Reductions.kept(node)), node.input(0));
    }
}
