package dev.figment.plugin.vae.train;

import dev.figment.api.Tensor;
import java.util.Map;

/** The networks of {@link TinyImages#BODY} in plain Java, in double precision: an independent computation. */
record PlainNetwork(Map<String, Tensor> parameters) {
    double[] mean(double[] pixels) {
        return linear("mean", hidden("encoder.0", pixels));
    }

    double[] logVariance(double[] pixels) {
        return linear("log_variance", hidden("encoder.0", pixels));
    }

    /** The pixels' probabilities. */
    double[] decode(double[] latents) {
        double[] values = linear("pixels", hidden("decoder.0", latents));
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / (1 + Math.exp(-values[i]));
        }
        return values;
    }

    private double[] hidden(String layer, double[] x) {
        double[] values = linear(layer, x);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.tanh(values[i]);
        }
        return values;
    }

    private double[] linear(String layer, double[] x) {
        Tensor weight = parameters.get(layer + ".weight");
        double[] y = new double[(int) weight.dim(0)];
        for (int i = 0; i < y.length; i++) {
            y[i] = parameters.get(layer + ".bias").floats().get(i);
            for (int j = 0; j < x.length; j++) {
                y[i] += weight.floats().get(i * x.length + j) * x[j];
            }
        }
        return y;
    }

    /** Row {@code i} of a tensor. */
    static double[] row(Tensor tensor, int i) {
        float[] values = tensor.rows(i, i + 1L).toFloatArray();
        double[] row = new double[values.length];
        for (int k = 0; k < row.length; k++) {
            row[k] = values[k];
        }
        return row;
    }
}
