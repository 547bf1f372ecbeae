package dev.figment.train.data;

import dev.figment.api.Seed;

/** Shuffles: the order of the samples in one epoch. */
public final class Permutation {
    private Permutation() {}

    /** A random order of 0 … size − 1 by Fisher and Yates (Durstenfeld 1964), the same for the same seed. */
    public static int[] of(int size, Seed seed) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size - 1; i > 0; i--) {
            int other = (int) seed.below(i, i + 1L);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }
}
