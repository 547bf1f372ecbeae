package dev.figment.train.nn;

import dev.figment.api.Seed;

/**
 * Standard normal deviates by the ziggurat method (Marsaglia and Tsang 2000) in Doornik's form (2005, "An improved
 * ziggurat method"): 128 layers of equal area, all of whose bits come from one counter, and a second stream of the same
 * seed for the 1 % that a first draw does not decide.
 */
final class Normal extends BulkNoise {
    static final Normal INSTANCE = new Normal();

    private static final int LAYERS = 128;

    /** Where the tail begins, and the area of each layer, for 128 layers (Doornik 2005, table 1). */
    private static final double TAIL = 3.442619855899;

    private static final double AREA = 9.91256303526217e-3;

    private static final double[] EDGES = edges();

    private static double[] edges() {
        double[] x = new double[LAYERS + 1];
        double density = StrictMath.exp(-0.5 * TAIL * TAIL);
        x[0] = AREA / density;
        x[1] = TAIL;
        for (int i = 2; i < LAYERS; i++) {
            x[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / x[i - 1] + density));
            density = StrictMath.exp(-0.5 * x[i] * x[i]);
        }
        x[LAYERS] = 0;
        return x;
    }

    @Override
    void block(Seed seed, long first, float[] out) {
        for (int i = 0; i < out.length; i++) {
            long bits = seed.bits(first + i);
            int layer = (int) (bits & (LAYERS - 1));
            double x = signed(bits) * EDGES[layer];
            out[i] = (float) (Math.abs(x) < EDGES[layer + 1] ? x : slow(seed.at(first + i), layer, x));
        }
    }

    /** The top 53 bits as a number in (−1, 1). */
    private static double signed(long bits) {
        return ((bits >> 10) | 1) * 0x1.0p-53;
    }

    /** The draw was not within the part of its layer that lies wholly under the curve. */
    private static double slow(Seed more, int firstLayer, double firstX) {
        int layer = firstLayer;
        double x = firstX;
        for (long counter = 0; ; counter += 2) {
            if (layer == 0) {
                return Math.copySign(tail(more, counter), x);
            }
            double low = StrictMath.exp(-0.5 * (EDGES[layer] * EDGES[layer] - x * x));
            double high = StrictMath.exp(-0.5 * (EDGES[layer + 1] * EDGES[layer + 1] - x * x));
            if (low + more.uniform(counter) * (high - low) < 1) {
                return x;
            }
            long bits = more.bits(counter + 1);
            layer = (int) (bits & (LAYERS - 1));
            x = signed(bits) * EDGES[layer];
            if (Math.abs(x) < EDGES[layer + 1]) {
                return x;
            }
        }
    }

    /** Marsaglia 1964: the part beyond the last layer. */
    private static double tail(Seed more, long from) {
        for (long counter = from; ; counter += 2) {
            double x = -StrictMath.log(1 - more.uniform(counter)) / TAIL;
            double y = -StrictMath.log(1 - more.uniform(counter + 1));
            if (y + y >= x * x) {
                return TAIL + x;
            }
        }
    }
}
