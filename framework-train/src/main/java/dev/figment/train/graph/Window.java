package dev.figment.train.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A kernel that moves over the spatial axes of a value [samples, channels, …], one entry for each of these axes: its
 * size, by how much it moves, how far apart its elements are, and how many zeros stand before and after the value
 * (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning").
 */
public record Window(
        List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> padsBegin, List<Long> padsEnd) {
    public Window {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
        padsBegin = List.copyOf(padsBegin);
        padsEnd = List.copyOf(padsEnd);
        int rank = kernel.size();
        boolean fits = rank >= 1
                && List.of(strides, dilations, padsBegin, padsEnd).stream().allMatch(list -> list.size() == rank)
                && List.of(kernel, strides, dilations).stream().allMatch(list -> Collections.min(list) >= 1)
                && List.of(padsBegin, padsEnd).stream().allMatch(list -> Collections.min(list) >= 0);
        if (!fits) {
            throw new ShapeException("a window of kernel " + kernel + ", strides " + strides + ", dilations "
                    + dilations + ", pads " + padsBegin + " and " + padsEnd);
        }
    }

    /** A kernel of this size that moves by 1, without dilation or padding. */
    public static Window of(long... kernel) {
        List<Long> ones = Collections.nCopies(kernel.length, 1L);
        List<Long> zeros = Collections.nCopies(kernel.length, 0L);
        return new Window(boxed(kernel), ones, ones, zeros, zeros);
    }

    /** As a node's attributes say; what they leave out is as ONNX has it by default. */
    public static Window of(Attributes attributes, List<Long> kernel) {
        if (!attributes.string("auto_pad", "NOTSET").equals("NOTSET")) {
            throw new ShapeException("auto_pad " + attributes.string("auto_pad", "") + "; pads have to be given");
        }
        int rank = kernel.size();
        List<Long> pads = orAll(attributes.integers("pads"), 0, 2 * rank);
        if (pads.size() != 2 * rank) {
            throw new ShapeException("pads " + pads + " of a kernel " + kernel);
        }
        return new Window(
                kernel,
                orAll(attributes.integers("strides"), 1, rank),
                orAll(attributes.integers("dilations"), 1, rank),
                pads.subList(0, rank),
                pads.subList(rank, 2 * rank));
    }

    /** Moving by this much: one number for all axes, or one for each. */
    public Window stride(long... by) {
        return new Window(kernel, each(by), dilations, padsBegin, padsEnd);
    }

    /** With this distance between neighbouring elements of the kernel: one number for all axes, or one for each. */
    public Window dilation(long... by) {
        return new Window(kernel, strides, each(by), padsBegin, padsEnd);
    }

    /** With as many zeros before as after: one number for all axes, or one for each. */
    public Window pad(long... by) {
        return new Window(kernel, strides, dilations, each(by), each(by));
    }

    /** With zeros before and after, one number for each axis. */
    public Window pads(List<Long> begin, List<Long> end) {
        return new Window(kernel, strides, dilations, begin, end);
    }

    /** The number of spatial axes. */
    public int rank() {
        return kernel.size();
    }

    /** The number of the kernel's elements. */
    public long elements() {
        return kernel.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Whether the kernel touches each element once: of size 1, without gaps and padding. */
    public boolean isPointwise() {
        return elements() == 1 && moves(1) && isUnpadded();
    }

    /** Whether it moves by this much along each axis. */
    public boolean moves(long by) {
        return strides.stream().allMatch(stride -> stride == by);
    }

    public boolean isUnpadded() {
        return padsBegin.stream().allMatch(pad -> pad == 0) && padsEnd.stream().allMatch(pad -> pad == 0);
    }

    /** How much of an axis the kernel spans: d(k − 1) + 1. */
    public long span(int axis) {
        return dilations.get(axis) * (kernel.get(axis) - 1) + 1;
    }

    /** Whether an axis is as long after it as before, whatever its size: stride 1, and pads for what it spans beyond 1. */
    public boolean keepsSize(int axis) {
        return strides.get(axis) == 1 && padsBegin.get(axis) + padsEnd.get(axis) == span(axis) - 1;
    }

    /** At how many places it stands on an axis of this size: ⌊(size + pads − span) / s⌋ + 1; not positive if on none. */
    public long places(int axis, long size) {
        long free = size + padsBegin.get(axis) + padsEnd.get(axis) - span(axis);
        return free < 0 ? 0 : free / strides.get(axis) + 1;
    }

    /** The smallest axis on which it stands at so many places: (places − 1) s − pads + span. */
    public long reach(int axis, long places) {
        return (places - 1) * strides.get(axis) - padsBegin.get(axis) - padsEnd.get(axis) + span(axis);
    }

    /** As a node's attributes, beside others. */
    public Attributes attributes(Map<String, Object> others) {
        List<Long> pads = new ArrayList<>(padsBegin);
        pads.addAll(padsEnd);
        Map<String, Object> values = new TreeMap<>(others);
        values.put("kernel_shape", kernel);
        values.put("strides", strides);
        values.put("dilations", dilations);
        values.put("pads", pads);
        return new Attributes(values);
    }

    private List<Long> each(long... numbers) {
        return numbers.length == 1 ? Collections.nCopies(rank(), numbers[0]) : boxed(numbers);
    }

    private static List<Long> orAll(List<Long> given, long byDefault, int count) {
        return given.isEmpty() ? Collections.nCopies(count, byDefault) : given;
    }

    private static List<Long> boxed(long... numbers) {
        return LongStream.of(numbers).boxed().toList();
    }

    @Override
    public String toString() {
        return "kernel " + kernel + " strides " + strides + " dilations " + dilations + " pads " + padsBegin + padsEnd;
    }
}
