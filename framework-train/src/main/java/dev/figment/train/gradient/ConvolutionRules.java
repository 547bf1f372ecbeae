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

/**
 * Rules of {@link Convolutions} and {@link WeightGradient}: the first two are each other's adjoint in the input, and all
 * three are parts of one form that is linear in the input, in the weight and in the output's gradient.
 */
final class ConvolutionRules {
    private ConvolutionRules() {}

    static List<@Nullable Value> conv(Node node, Value g) {
        Value x = node.input(0);
        Value weight = node.input(1);
        Window window = Convolutions.window(node);
        long groups = Convolutions.groups(node);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(InputGradient.of(g, weight, window, groups, x.shape()));
        gradients.add(WeightGradient.of(x, g, window, groups));
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
        gradients.add(WeightGradient.of(g, x, window, groups));
        addBias(node, g, gradients);
        return gradients;
    }

    /** Of what gives Σ W ∂(x ⋆ W)/∂W for an output's gradient g: in x and in g it is what the convolution by W has. */
    static List<@Nullable Value> weight(Node node, Value w) {
        Value x = node.input(0);
        Value g = node.input(1);
        Window window = WeightGradient.window(node);
        long groups = Convolutions.groups(node);
        return List.of(InputGradient.of(g, w, window, groups, x.shape()), Convolutions.conv(x, w, window, groups));
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
