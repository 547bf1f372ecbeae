package dev.figment.train.imported;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Converters of operators that make values larger, and of those between channels and space. */
final class ResamplingConverters {
    private ResamplingConverters() {}

    static List<Value> pad(Call call) {
        Value x = call.value(0);
        ElementwiseConverters.requireReal(x);
        if (call.has(2) && call.number(2) != 0) {
            throw new Unfit("padding with " + call.number(2));
        }
        int rank = x.shape().rank();
        List<Long> pads = call.integers(1);
        List<Long> begin = new ArrayList<>(Collections.nCopies(rank, 0L));
        List<Long> end = new ArrayList<>(begin);
        List<Long> axes = call.has(3) ? call.integers(3) : ReductionConverters.axes(0, rank);
        for (int i = 0; i < axes.size(); i++) {
            int axis = Call.axis(axes.get(i), rank);
            begin.set(axis, pads.get(i));
            end.set(axis, pads.get(axes.size() + i));
        }
        Padding.Mode mode = Padding.mode(Attributes.of("mode", call.string("mode", "constant")));
        return List.of(Padding.pad(x, mode, begin, end));
    }

    /** By whole factors: the nearest element, or linear interpolation. */
    static List<Value> resize(Call call) {
        Value x = call.value(0);
        boolean unusual = call.integer("antialias", 0) != 0
                || call.has("axes")
                || !call.string("keep_aspect_ratio_policy", "stretch").equals("stretch");
        if (unusual) {
            throw new Unfit("a resizing of some axes, by a policy, or with antialiasing");
        }
        List<Long> factors = factors(call, x.shape());
        String coordinates = call.string("coordinate_transformation_mode", "half_pixel");
        String mode = call.string("mode", "nearest");
        if (mode.equals("nearest") && repeats(coordinates, call.string("nearest_mode", "round_prefer_floor"))) {
            return List.of(Resampling.nearest(x, factors));
        }
        boolean corners = coordinates.equals("align_corners");
        if (mode.equals("linear") && (corners || coordinates.equals("half_pixel"))) {
            return List.of(Resampling.linear(x, factors, corners));
        }
        throw new Unfit("a resizing by " + mode + " with " + coordinates);
    }

    /** Whether each element comes as often as the factor says. */
    private static boolean repeats(String coordinates, String rounding) {
        return switch (coordinates) {
            case "asymmetric" -> rounding.equals("floor");
            case "half_pixel" -> rounding.startsWith("round_prefer");
            default -> false;
        };
    }

    private static List<Long> factors(Call call, Shape shape) {
        List<Long> factors = new ArrayList<>();
        boolean byScales = call.has(2) && call.constant(2).count() > 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            double factor = byScales
                    ? scale(call.constant(2), axis)
                    : (double) call.integers(3).get(axis) / shape.size(axis);
            if (factor < 1 || factor != Math.rint(factor) || (axis < 2 && factor != 1)) {
                throw new Unfit("a resizing of axis " + axis + " by " + factor);
            }
            if (axis >= 2) {
                factors.add((long) factor);
            }
        }
        return factors;
    }

    private static double scale(Tensor scales, int axis) {
        return scales.floats().get(axis);
    }

    static List<Value> depthToSpace(Call call) {
        String order = call.string("mode", "DCR").toUpperCase(Locale.ROOT);
        return List.of(Resampling.depthToSpace(
                call.value(0), call.integer("blocksize", 0), Resampling.BlockOrder.valueOf(order)));
    }

    static List<Value> spaceToDepth(Call call) {
        return List.of(Resampling.spaceToDepth(call.value(0), call.integer("blocksize", 0)));
    }
}
