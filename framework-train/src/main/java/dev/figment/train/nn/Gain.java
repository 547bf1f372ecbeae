package dev.figment.train.nn;

/**
 * By how much a weight has to be larger than for a linear network, so that the values behind a function keep their
 * spread: the numbers of PyTorch's {@code calculate_gain}.
 */
public final class Gain {
    /** Of linear layers and convolutions without a function behind them, and of the sigmoid. */
    public static final double LINEAR = 1;

    /** Of tanh. */
    public static final double TANH = 5.0 / 3;

    /** Of ReLU (He et al. 2015, eq. 10). */
    public static final double RELU = Math.sqrt(2);

    /** Of SELU. */
    public static final double SELU = 0.75;

    private Gain() {}

    /** Of a leaky ReLU (He et al. 2015, eq. 15). */
    public static double leakyRelu(double slope) {
        return Math.sqrt(2 / (1 + slope * slope));
    }
}
