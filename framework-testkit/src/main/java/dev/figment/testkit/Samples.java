package dev.figment.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Batch;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Cuts, copies and compares batches of one medium. */
record Samples<T extends Batch>(Medium<T> medium) {
    /** Samples {@code from} (inclusive) to {@code to} (exclusive), in the same memory. */
    T rows(T batch, int from, int to) {
        List<String> names = medium.names(batch);
        return map(batch, tensor -> tensor.rows(from, to), names.isEmpty() ? names : names.subList(from, to));
    }

    /** The same values in other memory. */
    T copy(T batch) {
        return map(batch, Samples::copy, medium.names(batch));
    }

    /** The batch cut into pieces of this many samples; the last may be smaller. */
    List<T> cut(T batch, int size) {
        List<T> pieces = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += size) {
            pieces.add(rows(batch, from, Math.min(from + size, batch.size())));
        }
        return pieces;
    }

    /** The pieces, of which there is at least one, one after the other. */
    T join(List<T> pieces) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        for (String name : medium.tensors(pieces.get(0)).keySet()) {
            List<Tensor> parts = pieces.stream()
                    .map(piece -> requireNonNull(medium.tensors(piece).get(name)))
                    .toList();
            long[] shape = parts.get(0).shape();
            shape[0] = parts.stream().mapToLong(part -> part.dim(0)).sum();
            Tensor whole = Tensor.allocate(parts.get(0).type(), shape);
            ByteBuffer bytes = whole.bytes();
            parts.forEach(part -> bytes.put(part.bytes()));
            joined.put(name, whole);
        }
        return medium.of(
                joined,
                pieces.stream().flatMap(piece -> medium.names(piece).stream()).toList());
    }

    /** At least three samples, no two of them alike. */
    T requireDifferent(T batch) {
        assertThat(batch.size())
                .as("samples of the test: at least 3 are needed")
                .isGreaterThanOrEqualTo(3);
        for (int i = 0; i < batch.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(alike(rows(batch, i, i + 1), rows(batch, j, j + 1)))
                        .as("samples " + j + " and " + i + " of the test are alike")
                        .isFalse();
            }
        }
        return batch;
    }

    /** Fails unless every value is a number that the medium allows. */
    void requireAllowed(T batch) {
        medium.tensors(batch).forEach((name, tensor) -> {
            assertThat(tensor.dim(0)).as("samples in '" + name + "'").isEqualTo(batch.size());
            if (tensor.type() == ElementType.FLOAT32) {
                FloatBuffer values = tensor.floats();
                for (int i = 0; i < values.capacity(); i++) {
                    assertThat((double) values.get(i))
                            .as("value " + i + " of '" + name + "'")
                            .isBetween(medium.lowest(), medium.highest());
                }
            }
        });
    }

    /**
     * Fails unless both hold the same.
     *
     * @param tolerance largest difference of two FLOAT32 values, relative to the greater where it exceeds 1
     */
    void requireEqual(String what, T actual, T expected, double tolerance) {
        assertThat(medium.names(actual)).as(what + ": names").isEqualTo(medium.names(expected));
        Map<String, Tensor> tensors = medium.tensors(actual);
        assertThat(tensors.keySet()).as(what).isEqualTo(medium.tensors(expected).keySet());
        medium.tensors(expected)
                .forEach((name, tensor) ->
                        requireEqual(what + ": " + name, requireNonNull(tensors.get(name)), tensor, tolerance));
    }

    private static void requireEqual(String what, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.toString()).as(what).isEqualTo(expected.toString());
        if (expected.type() != ElementType.FLOAT32) {
            assertThat(actual.bytes()).as(what).isEqualTo(expected.bytes());
            return;
        }
        FloatBuffer found = actual.floats();
        FloatBuffer wanted = expected.floats();
        for (int i = 0; i < wanted.capacity(); i++) {
            double scale = Math.max(1, Math.max(Math.abs(found.get(i)), Math.abs(wanted.get(i))));
            assertThat(Math.abs((double) found.get(i) - wanted.get(i)) / scale)
                    .as(what + " at element " + i + ": it is " + found.get(i) + ", and " + wanted.get(i)
                            + " is expected")
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    private T map(T batch, UnaryOperator<Tensor> change, List<String> names) {
        Map<String, Tensor> changed = new LinkedHashMap<>();
        medium.tensors(batch).forEach((name, tensor) -> changed.put(name, change.apply(tensor)));
        return medium.of(changed, names);
    }

    private boolean alike(T a, T b) {
        Map<String, Tensor> others = medium.tensors(b);
        return medium.tensors(a).entrySet().stream()
                .allMatch(entry -> entry.getValue()
                        .bytes()
                        .equals(requireNonNull(others.get(entry.getKey())).bytes()));
    }

    private static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.type(), tensor.shape());
        copy.bytes().put(tensor.bytes());
        return copy;
    }
}
