package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors that change together, in two sets: a step reads one and writes the other, and then they change places. A bank
 * that nothing writes has one set, and what a step writes over is the same in both.
 */
final class Bank {
    private final Map<String, Tensor> first;
    private final Map<String, Tensor> second;
    private boolean swapped;

    private Bank(Map<String, Tensor> first, Map<String, Tensor> second) {
        this.first = first;
        this.second = second;
    }

    /** Of two sets with the same names; the first one is current. */
    static Bank of(Map<String, Tensor> first, Map<String, Tensor> second) {
        return new Bank(first, second);
    }

    /** Of tensors, and of as many to write to. */
    static Bank of(Map<String, Tensor> tensors) {
        Map<String, Tensor> second = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> second.put(name, Tensor.allocate(tensor.type(), tensor.shape())));
        return new Bank(tensors, second);
    }

    /** Of tensors that nothing writes. */
    static Bank constant(Map<String, Tensor> tensors) {
        return new Bank(tensors, tensors);
    }

    boolean isSwapped() {
        return swapped;
    }

    void swap() {
        swapped = !swapped;
    }

    Map<String, Tensor> current() {
        return swapped ? second : first;
    }

    /** What the next step writes, or, after {@link #swap()}, what the last one read. */
    Map<String, Tensor> other() {
        return swapped ? first : second;
    }

    @Nullable
    Tensor find(String name) {
        return current().get(name);
    }

    /** Writes what a tensor holds. */
    void put(String name, Tensor values) {
        requireNonNull(find(name)).bytes().put(values.bytes());
    }

    static boolean isFinite(Tensor tensor) {
        FloatBuffer values = tensor.floats();
        while (values.hasRemaining()) {
            if (!Float.isFinite(values.get())) {
                return false;
            }
        }
        return true;
    }
}
