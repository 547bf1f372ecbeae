package dev.figment.train.graph;

/** One dimension of a shape: a size, or a name for a size that is known only when the graph runs. */
public sealed interface Dim {
    /** A size that is known. */
    record Fixed(long size) implements Dim {
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("a dimension of " + size);
            }
        }

        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /** A size that each run chooses; equal names are equal sizes. */
    record Named(String name) implements Dim {
        @Override
        public String toString() {
            return name;
        }
    }
}
