package dev.figment.core.audio;

/**
 * Changes a sound's rate by band-limited interpolation (Smith and Gossett 1984): each new sample is the sum of the old
 * ones around it, weighted by a sinc under a Kaiser window. Sixteen zero crossings on each side and β = 10 keep what is
 * folded back about 100 dB down; the pass band ends at 0.92 of the lower rate's half.
 */
public final class Resampler {
    private static final int ZERO_CROSSINGS = 16;
    private static final double BETA = 10;
    private static final double ROLL_OFF = 0.92;

    private final int up;
    private final int down;
    private final int reach;
    private final float[][] weights;

    /** From one rate to another, in hertz. */
    public Resampler(int from, int to) {
        int common = gcd(from, to);
        this.up = to / common;
        this.down = from / common;
        double cutoff = ROLL_OFF * Math.min(1, (double) to / from);
        double half = ZERO_CROSSINGS / cutoff;
        this.reach = (int) Math.ceil(half);
        this.weights = new float[up][];
        for (int phase = 0; phase < up; phase++) {
            weights[phase] = weights((double) phase / up, cutoff, half);
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Of the old samples from {@code reach} before to {@code reach} after a point; they add up to one. */
    private float[] weights(double point, double cutoff, double half) {
        double[] exact = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            double distance = i - reach - point;
            double inside = 1 - distance * distance / (half * half);
            exact[i] = inside <= 0 ? 0 : sinc(cutoff * distance) * bessel(BETA * StrictMath.sqrt(inside));
            sum += exact[i];
        }
        float[] weights = new float[exact.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
        return weights;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of the first kind of order zero, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    /** How many samples a sound has afterwards. */
    public long length(long frames) {
        return (frames * up + down - 1) / down;
    }

    /** Some samples at the new rate. */
    public float[] read(WavFile sound, long from, int count) {
        long first = Math.floorDiv(from * down, up) - reach;
        long last = Math.floorDiv((from + count - 1L) * down, up) + reach;
        float[] old = sound.read(first, Math.toIntExact(last - first + 1));
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            long point = (from + i) * down;
            int begin = (int) (Math.floorDiv(point, up) - reach - first);
            float[] weight = weights[(int) Math.floorMod(point, up)];
            float sum = 0;
            for (int j = 0; j < weight.length; j++) {
                sum += weight[j] * old[begin + j];
            }
            samples[i] = Math.min(Math.max(sum, -1), 1);
        }
        return samples;
    }
}
