package dev.figment.core.image;

/** The five filters of PNG (ISO/IEC 15948, section 9): none, sub, up, average, Paeth. */
final class PngFilter {
    static final int COUNT = 5;

    private PngFilter() {}

    /**
     * Filters one row.
     *
     * @param samples the rows, one after the other
     * @param from where the row begins; the row before it, if any, lies directly before
     * @param pixel bytes from one pixel to the next
     * @return the sum of the absolute values of what is written to {@code out}
     */
    static long apply(int filter, byte[] samples, int from, int row, int pixel, byte[] out) {
        long sum = 0;
        for (int i = 0; i < row; i++) {
            out[i] = (byte) (samples[from + i] - predicted(filter, samples, from, i, row, pixel));
            sum += Math.abs(out[i]);
        }
        return sum;
    }

    /** Undoes a filter in place. */
    static void undo(int filter, byte[] samples, int from, int row, int pixel) {
        for (int i = 0; i < row; i++) {
            samples[from + i] += (byte) predicted(filter, samples, from, i, row, pixel);
        }
    }

    private static int predicted(int filter, byte[] samples, int from, int i, int row, int pixel) {
        int left = i >= pixel ? samples[from + i - pixel] & 0xff : 0;
        int above = from >= row ? samples[from + i - row] & 0xff : 0;
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            case 4 -> {
                int corner = i >= pixel && from >= row ? samples[from + i - row - pixel] & 0xff : 0;
                yield paeth(left, above, corner);
            }
            default -> throw new IllegalArgumentException("filter " + filter);
        };
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
