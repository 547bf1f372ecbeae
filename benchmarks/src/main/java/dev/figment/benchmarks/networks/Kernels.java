package dev.figment.benchmarks.networks;

import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.TransposedConvolution;

/** The 4×4 kernels of which convolutional autoencoders and generative adversarial networks are made. */
final class Kernels {
    private Kernels() {}

    /** Halves height and width. */
    static Convolution down(long out) {
        return Convolution.conv2d(out, 4).stride(2).pad(1);
    }

    /** Doubles them. */
    static TransposedConvolution up(long out) {
        return TransposedConvolution.convTranspose2d(out, 4).stride(2).pad(1);
    }
}
