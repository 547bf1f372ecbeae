package dev.figment.train.data;

/**
 * Random deviates as functions of one uniform deviate, so that each depends on its own counter alone. They use no more
 * than arithmetic and {@link StrictMath}, which give the same bits on every platform.
 */
final class Deviates {
    private Deviates() {}

    /**
     * The quantile of the standard normal distribution, to seven digits: algorithm AS 241, PPND7 (Wichura 1988).
     *
     * @param u in [0, 1)
     */
    static double normal(double u) {
        double q = u - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q
                    * (((5.9109374720e+01 * r + 1.5929113202e+02) * r + 5.0434271938e+01) * r + 3.3871327179e+00)
                    / (((6.7187563600e+01 * r + 7.8757757664e+01) * r + 1.7895169469e+01) * r + 1);
        }
        double tail = Math.max(q < 0 ? u : 1 - u, 0x1.0p-54);
        double r = StrictMath.sqrt(-StrictMath.log(tail));
        double size = r <= 5 ? middle(r - 1.6) : far(r - 5);
        return q < 0 ? -size : size;
    }

    private static double middle(double r) {
        return (((1.7023821103e-01 * r + 1.3067284816e+00) * r + 2.7568153900e+00) * r + 1.4234372777e+00)
                / ((1.2021132975e-01 * r + 7.3700164250e-01) * r + 1);
    }

    private static double far(double r) {
        return (((1.7337203997e-02 * r + 4.2868294337e-01) * r + 3.0812263860e+00) * r + 6.6579051150e+00)
                / ((1.2258202635e-02 * r + 2.4197894225e-01) * r + 1);
    }

    /**
     * The quantile of the Poisson distribution, by adding up its probabilities.
     *
     * @param mean from 0 to 500: beyond about 700 the first probability is no double any more
     * @param u in [0, 1)
     */
    static int poisson(double mean, double u) {
        double probability = StrictMath.exp(-mean);
        double sum = probability;
        int count = 0;
        // Rounding may leave the sum below a u that is almost 1; a count of 2,000 cannot be reached otherwise.
        while (u >= sum && count < 2000 && (probability > 0 || count < mean)) {
            count++;
            probability *= mean / count;
            sum += probability;
        }
        return count;
    }
}
