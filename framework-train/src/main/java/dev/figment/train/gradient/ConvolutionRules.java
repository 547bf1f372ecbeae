package dev.figment.train.gradient;

import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Convolutions}: the two operators are each other's adjoint in the input. */
final class ConvolutionRules {
    private ConvolutionRules() {}

    static List<@Nullable Value> conv(Node node, Value g) {
        Value x = node.input(0);
        Value weight = node.input(1);
        Window window = Convolutions.window(node);
        long groups = Convolutions.groups(node);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(InputGradient.of(g, weight, window, groups, x.shape()));
        gradients.add(WeightGradient.of(x, g, window, groups, weight.shape()));
        addBias(node, g, gradients);
        return gradients;
    }

    /** The weight's gradient is that of a convolution from the gradient to the input. */
    static List<@Nullable Value> transposed(Node node, Value g) {
        Value x = node.input(0);
        Value weight = node.input(1);
        Window window = Convolutions.window(node);
        long groups = Convolutions.groups(node);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(Convolutions.conv(g, weight, window, groups));
        gradients.add(WeightGradient.of(g, x, window, groups, weight.shape()));
        addBias(node, g, gradients);
        return gradients;
    }

    private static void addBias(Node node, Value g, List<@Nullable Value> gradients) {
        if (node.inputs().size() == 3) {
            Shape shape = g.shape();
            List<Long> axes = new ArrayList<>(List.of(0L));
            for (long axis = 2; axis < shape.rank(); axis++) {
                axes.add(axis);
            }
            gradients.add(Reductions.sumStepwise(g, axes, false));
        }
    }
}
