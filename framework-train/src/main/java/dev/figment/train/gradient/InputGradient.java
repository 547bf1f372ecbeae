package dev.figment.train.gradient;

import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The gradient of a convolution in its input, in one of two forms that give the same. */
final class InputGradient {
    private InputGradient() {}

    /**
     * @param g the gradient of the convolution's output
     * @param x the shape of its input
     */
    static Value of(Value g, Value weight, Window window, long groups, Shape x) {
        return ConvolutionForms.byFlippedKernel(x, g.shape(), weight.shape(), window, groups)
                ? byFlippedKernel(g, weight, window)
                : byTransposedConvolution(g, weight, window, groups, x);
    }

    static Value byTransposedConvolution(Value g, Value weight, Window window, long groups, Shape x) {
        List<Long> outputPadding = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            outputPadding.add(x.size(axis + 2) - window.reach(axis, g.shape().size(axis + 2)));
        }
        return Convolutions.transposed(g, weight, window, groups, outputPadding);
    }

    /** A window that moves by 1 goes over the gradient with its kernel reversed, and pads that complete its own. */
    static Value byFlippedKernel(Value g, Value weight, Window window) {
        List<Long> begin = new ArrayList<>();
        List<Long> end = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            begin.add(window.span(axis) - 1 - window.padsBegin().get(axis));
            end.add(window.span(axis) - 1 - window.padsEnd().get(axis));
        }
        int rank = weight.shape().rank();
        List<Integer> spatial = IntStream.range(2, rank).boxed().toList();
        long[] order = LongStream.range(0, rank).toArray();
        order[0] = 1;
        order[1] = 0;
        Value flipped = window.elements() == 1 ? weight : Slicing.flip(weight, spatial);
        return Convolutions.conv(g, Layout.transpose(flipped, order), window.pads(begin, end), 1);
    }
}
