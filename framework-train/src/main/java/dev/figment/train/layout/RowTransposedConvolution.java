package dev.figment.train.layout;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.graph.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The adjoint of a convolution of one group in its input, from [N, places…, O] to [N, sizes…, C], as a product of matrices.
 * On each axis, at a position Y of the output, with pads before it p and stride s, let Y + p = s q + r. Then it takes of the
 * input at the places q − j the kernel's elements r + s j.
 */
final class RowTransposedConvolution {
    /** Above it the form by sums is faster. */
    private static final double MOST_WASTE = 1.15;

    private final Value x;
    private final Value weight;
    private final Window window;
    private final List<Long> sizes;
    private final List<Axis> axes;

    /**
     * One axis.
     *
     * @param phases the stride: how many positions of the output see the same places
     * @param taps how many places a position sees
     * @param apart how far these are apart
     * @param first the smallest q
     * @param count how many q there are
     * @param places the input's
     */
    private record Axis(long phases, long taps, long apart, long first, long count, long pad, long places) {
        long begin() {
            return Math.max(0, apart * (taps - 1) - first);
        }

        long end() {
            return Math.max(0, first + count - places);
        }

        long quotient(long position) {
            return (position + pad) / phases;
        }

        long phase(long position) {
            return (position + pad) % phases;
        }
    }

    private RowTransposedConvolution(Value x, Value weight, Window window, List<Long> sizes) {
        this.x = x;
        this.weight = weight;
        this.window = window;
        this.sizes = sizes;
        this.axes = new ArrayList<>();
        for (int i = 0; i < window.rank(); i++) {
            long stride = window.strides().get(i);
            long pad = window.padsBegin().get(i);
            long taps = (window.kernel().get(i) + stride - 1) / stride;
            long first = pad / stride;
            long count = (sizes.get(i) - 1 + pad) / stride - first + 1;
            axes.add(new Axis(
                    stride,
                    taps,
                    window.dilations().get(i),
                    first,
                    count,
                    pad,
                    x.shape().size(i + 1)));
        }
    }

    /** Whether there is such a form: a window with gaps has to move by 1. */
    static boolean fits(Window window) {
        for (int axis = 0; axis < window.rank(); axis++) {
            if (window.strides().get(axis) > 1 && window.dilations().get(axis) > 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * The result.
     *
     * @param weight [O, C, kernel…]
     * @param sizes of the spatial axes of the result
     * @param bias [C]
     */
    static Value of(Value x, Value weight, Window window, List<Long> sizes, Optional<Value> bias) {
        RowTransposedConvolution form = new RowTransposedConvolution(x, weight, window, sizes);
        return window.moves(1) || form.waste() <= MOST_WASTE ? form.byWindows(bias) : form.bySums(bias);
    }

    /** How many more products the form by windows takes. */
    private double waste() {
        double products = 1;
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            products *= (double) axis.count
                    * axis.phases
                    * axis.taps
                    / (axis.places * window.kernel().get(i));
        }
        return products;
    }

    /** What all phases of each q see, times the weight of all phases; the phases are then put in their places. */
    Value byWindows(Optional<Value> bias) {
        List<Long> counts = each(Axis::count);
        List<Long> padded = new ArrayList<>();
        axes.forEach(axis -> padded.add(axis.begin() + axis.places + axis.end()));
        Value zeros = Rows.pad(x, each(Axis::begin), each(Axis::end));
        List<Long> both =
                Stream.concat(counts.stream(), each(Axis::taps).stream()).toList();
        long[] numbers = Places.numbers(both, at -> {
            List<Long> row = new ArrayList<>();
            for (int i = 0; i < axes.size(); i++) {
                Axis axis = axes.get(i);
                row.add(axis.first + at.get(i) - axis.apart * at.get(i + axes.size()) + axis.begin());
            }
            return Places.number(row, padded);
        });
        long samples = x.shape().size(0);
        long taps = Places.count(each(Axis::taps));
        Value blocks = Layout.reshape(zeros, Shape.of(samples, Places.count(padded), Rows.channels(x)));
        Value rows = window.isPointwise()
                ? Rows.matrix(x)
                : Layout.reshape(
                        Rows.gather(blocks, numbers),
                        Shape.of(samples * Places.count(counts), taps * Rows.channels(x)));
        long phases = Places.count(each(Axis::phases));
        Value product = bias.map(b -> MatrixProducts.gemm(rows, false, weightOfPhases(), false, repeated(b, phases)))
                .orElseGet(() -> MatrixProducts.gemm(rows, false, weightOfPhases(), false));
        return phases == 1
                ? Rows.atPlaces(product, samples, sizes)
                : inOrder(Layout.reshape(product, Shape.of(samples, Places.count(counts) * phases, channels())));
    }

    /** [taps · O, phases · C]. */
    private Value weightOfPhases() {
        int rank = axes.size();
        List<Long> more = new ArrayList<>(List.of(0L, 0L));
        List<Long> split = new ArrayList<>(List.of(Rows.channels(x), channels()));
        for (int i = 0; i < rank; i++) {
            Axis axis = axes.get(i);
            more.add(axis.taps * axis.phases - window.kernel().get(i));
            split.add(axis.taps);
            split.add(axis.phases);
        }
        Value whole = Padding.pad(weight, Padding.Mode.CONSTANT, Collections.nCopies(rank + 2, 0L), more);
        Value parts = Layout.reshape(whole, Rows.shape(split));
        LongStream taps = LongStream.range(0, rank).map(axis -> 2 + 2 * axis);
        LongStream phases = LongStream.range(0, rank).map(axis -> 3 + 2 * axis);
        long[] order = LongStream.concat(
                        LongStream.concat(taps, LongStream.of(0)), LongStream.concat(phases, LongStream.of(1)))
                .toArray();
        return Layout.reshape(
                Rows.ordered(parts, order),
                Shape.of(
                        Places.count(each(Axis::taps)) * Rows.channels(x),
                        Places.count(each(Axis::phases)) * channels()));
    }

    private Value inOrder(Value phases) {
        long[] numbers = Places.numbers(sizes, at -> {
            List<Long> quotients = new ArrayList<>();
            List<Long> rests = new ArrayList<>();
            for (int i = 0; i < axes.size(); i++) {
                quotients.add(axes.get(i).quotient(at.get(i)) - axes.get(i).first);
                rests.add(axes.get(i).phase(at.get(i)));
            }
            List<Long> strides = each(Axis::phases);
            return Places.number(quotients, each(Axis::count)) * Places.count(strides) + Places.number(rests, strides);
        });
        return Rows.atPlaces(Rows.gather(phases, numbers), x.shape().size(0), sizes);
    }

    /** What each place gives to all positions that it has a part in; each position then adds up its parts. */
    Value bySums(Optional<Value> bias) {
        int rank = axes.size();
        long samples = x.shape().size(0);
        List<Long> places = each(Axis::places);
        long count = Places.count(places);
        Value flat = Layout.reshape(x, Shape.of(samples, count, Rows.channels(x)));
        Value rows = Rows.matrix(Padding.zeros(flat, 1, 0, 1));
        long[] order = LongStream.concat(
                        LongStream.concat(LongStream.of(0), LongStream.range(2, rank + 2L)), LongStream.of(1))
                .toArray();
        Value matrix =
                Layout.reshape(Rows.ordered(weight, order), Shape.of(Rows.channels(x), window.elements() * channels()));
        Value parts = Layout.reshape(
                MatrixProducts.gemm(rows, false, matrix, false),
                Shape.of(samples, (count + 1) * window.elements(), channels()));
        List<Long> both =
                Stream.concat(sizes.stream(), each(Axis::taps).stream()).toList();
        long[] numbers = Places.numbers(both, at -> {
            List<Long> place = new ArrayList<>();
            List<Long> element = new ArrayList<>();
            boolean inside = true;
            for (int i = 0; i < rank; i++) {
                Axis axis = axes.get(i);
                long tap = at.get(i + rank);
                place.add(axis.quotient(at.get(i)) - axis.apart * tap);
                element.add(axis.phase(at.get(i)) + axis.phases * tap);
                inside &= place.get(i) >= 0
                        && place.get(i) < axis.places
                        && element.get(i) < window.kernel().get(i);
            }
            return inside
                    ? Places.number(place, places) * window.elements() + Places.number(element, window.kernel())
                    : count * window.elements();
        });
        long taps = Places.count(each(Axis::taps));
        Value gathered = Rows.gather(parts, numbers);
        Value sums = taps == 1
                ? gathered
                : Reductions.sum(
                        Layout.reshape(gathered, Shape.of(samples * Places.count(sizes), taps, channels())),
                        List.of(1L),
                        false);
        Value result = Rows.atPlaces(sums, samples, sizes);
        return bias.map(b -> Arithmetic.add(result, b)).orElse(result);
    }

    private static Value repeated(Value bias, long times) {
        return times == 1
                ? bias
                : Layout.reshape(
                        Layout.concat(Collections.nCopies((int) times, bias), 0),
                        Shape.of(times * bias.shape().size(0)));
    }

    private long channels() {
        return weight.shape().size(1);
    }

    private List<Long> each(ToLongFunction<Axis> part) {
        return axes.stream().mapToLong(part).boxed().toList();
    }
}
