package dev.figment.core.image;

/**
 * The weights that make a line of one length from a line of another. Shrinking averages the area that each new pixel
 * covers, which keeps the mean; enlarging is cubic convolution with a = -1/2 (Keys 1981, equation 15). Beyond the border
 * the outermost pixel is repeated.
 */
final class Resampling {
    private final int[] first;
    private final float[][] weights;

    private Resampling(int length) {
        this.first = new int[length];
        this.weights = new float[length][];
    }

    /** From the middle of a line of {@code from} pixels, scaled, to a line of {@code to} pixels. */
    static Resampling centred(int from, int to, double scale) {
        Resampling resampling = new Resampling(to);
        double step = 1 / scale;
        double centred = (from - to * step) / 2;
        // What is only cut keeps its pixels: half a pixel to the side would blur them.
        double start = scale == 1 ? Math.floor(centred) : centred;
        for (int i = 0; i < to; i++) {
            if (scale < 1) {
                resampling.average(i, start + i * step, start + (i + 1) * step, from);
            } else {
                resampling.interpolate(i, start + (i + 0.5) * step - 0.5, from);
            }
        }
        return resampling;
    }

    /** Pixel i is the mean of the interval from {@code low} to {@code high}. */
    private void average(int i, double low, double high, int from) {
        // The margin keeps a rounding error from reaching into a pixel that is not covered.
        int begin = Math.max(0, (int) Math.floor(low + 1e-9));
        int end = Math.min(from, (int) Math.ceil(high - 1e-9));
        float[] weight = new float[end - begin];
        for (int j = begin; j < end; j++) {
            weight[j - begin] = (float) (Math.min(high, j + 1) - Math.max(low, j));
        }
        set(i, begin, weight);
    }

    /** Pixel i is the value at a point between four pixels. */
    private void interpolate(int i, double point, int from) {
        int left = (int) Math.floor(point);
        int begin = Math.min(Math.max(left - 1, 0), from - 1);
        int end = Math.max(Math.min(left + 3, from), begin + 1);
        float[] weight = new float[end - begin];
        for (int j = left - 1; j <= left + 2; j++) {
            int inside = Math.min(Math.max(j, begin), end - 1);
            weight[inside - begin] += (float) cubic(Math.abs(point - j));
        }
        set(i, begin, weight);
    }

    private static double cubic(double x) {
        if (x >= 2) {
            return 0;
        }
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
    }

    private void set(int i, int begin, float[] weight) {
        double sum = 0;
        for (float w : weight) {
            sum += w;
        }
        for (int j = 0; j < weight.length; j++) {
            weight[j] /= (float) sum;
        }
        first[i] = begin;
        weights[i] = weight;
    }

    /** Each column of a plane that begins at {@code from} becomes a column of {@code to}. */
    void alongColumns(float[] plane, int from, int width, float[] to) {
        for (int y = 0; y < first.length; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int j = 0; j < weights[y].length; j++) {
                    sum += weights[y][j] * plane[from + (first[y] + j) * width + x];
                }
                to[y * width + x] = sum;
            }
        }
    }

    /** Each row of a plane becomes a row of {@code to}, which begins at {@code at}; values are cut to [0, 1]. */
    void alongRows(float[] plane, int height, float[] to, int at) {
        int width = plane.length / height;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < first.length; x++) {
                float sum = 0;
                for (int j = 0; j < weights[x].length; j++) {
                    sum += weights[x][j] * plane[y * width + first[x] + j];
                }
                to[at + y * first.length + x] = Math.min(Math.max(sum, 0), 1);
            }
        }
    }
}
