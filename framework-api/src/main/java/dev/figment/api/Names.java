package dev.figment.api;

import java.util.List;

/** The rule that all batches share: no names at all, or one for each sample. */
final class Names {
    private Names() {}

    static List<String> checked(List<String> names, int samples) {
        if (!names.isEmpty() && names.size() != samples) {
            throw new IllegalArgumentException(names.size() + " names for " + samples + " samples");
        }
        return List.copyOf(names);
    }

    static void requireFloats(Tensor tensor, String what, int rank) {
        if (tensor.type() != ElementType.FLOAT32 || (rank >= 0 && tensor.rank() != rank)) {
            throw new IllegalArgumentException(
                    what + " must be FLOAT32" + (rank >= 0 ? " of rank " + rank : "") + ", not " + tensor);
        }
    }
}
