package dev.figment.core.data;

import java.util.Arrays;

/** Windows of one length over several stretches; none reaches over the end of its stretch. */
final class Windows {
    private final int stride;
    /** The index of each stretch's first window, and at the end the number of all. */
    private final int[] first;

    /**
     * @param lengths of the stretches; one that is shorter than the window has none
     */
    Windows(long[] lengths, int window, int stride) {
        this.stride = stride;
        this.first = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            long count = lengths[i] < window ? 0 : (lengths[i] - window) / stride + 1;
            first[i + 1] = Math.toIntExact(Math.addExact(first[i], count));
        }
    }

    int count() {
        return first[first.length - 1];
    }

    /** The stretch that a window is in. */
    int stretch(int window) {
        int found = Arrays.binarySearch(first, window);
        int stretch = found < 0 ? -found - 2 : found;
        while (first[stretch + 1] == first[stretch]) {
            stretch++; // A stretch without a window begins where the next one does.
        }
        return stretch;
    }

    /** Where a window begins within its stretch. */
    long start(int window) {
        return (long) (window - first[stretch(window)]) * stride;
    }
}
