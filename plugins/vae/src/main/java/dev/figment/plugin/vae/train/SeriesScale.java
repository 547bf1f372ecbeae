package dev.figment.plugin.vae.train;

import dev.figment.api.Batches;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Value;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Mean and standard deviation of each channel of the training windows' values, by which values become comparable. */
record SeriesScale(float[] mean, float[] deviation) {
    private static final int READ = 1000;

    /** A channel whose deviation is less than this share of its mean does not vary but for rounding. */
    private static final double LEAST = 1e-6;

    /**
     * @throws FigmentException if a channel does not vary
     */
    static SeriesScale of(Dataset<Series> data) {
        int channels = data.read(new int[] {0}).channels();
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        long count = 0;
        for (Batches<Series> batches = data.batches(READ); batches.hasNext(); ) {
            FloatBuffer values = batches.next().values().floats();
            // Sums that follow the mean, so that a small deviation from a large one is not lost (Welford 1962).
            while (values.hasRemaining()) {
                count++;
                for (int channel = 0; channel < channels; channel++) {
                    double value = values.get();
                    double difference = value - mean[channel];
                    mean[channel] += difference / count;
                    squares[channel] += difference * (value - mean[channel]);
                }
            }
        }
        float[] means = new float[channels];
        float[] deviations = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double deviation = Math.sqrt(squares[channel] / count);
            if (deviation <= LEAST * Math.abs(mean[channel])) {
                throw FigmentException.user(Problem.of(
                                "constant-series",
                                data.name(),
                                "channel " + (channel + 1) + " of " + channels + " is " + (float) mean[channel]
                                        + " in all training windows, and nothing can be learned of it")
                        .fix("leave it out: name the others with 'series.columns'"));
            }
            means[channel] = (float) mean[channel];
            deviations[channel] = (float) deviation;
        }
        return new SeriesScale(means, deviations);
    }

    /** (x − μ) / σ of [samples, rows, channels]. */
    Value standardised(Value windows) {
        Graph graph = windows.graph();
        Value centre = graph.constant("series_mean", Tensor.ofFloats(mean, mean.length));
        Value scale = graph.constant("series_deviation", Tensor.ofFloats(deviation, deviation.length));
        return Arithmetic.div(Arithmetic.sub(windows, centre), scale);
    }

    /** The same, computed now. */
    Tensor standardised(Tensor windows) {
        FloatBuffer values = windows.floats();
        float[] standardised = new float[values.capacity()];
        for (int i = 0; i < standardised.length; i++) {
            int channel = i % mean.length;
            standardised[i] = (values.get(i) - mean[channel]) / deviation[channel];
        }
        return Tensor.ofFloats(standardised, windows.shape());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesScale scale
                && Arrays.equals(mean, scale.mean)
                && Arrays.equals(deviation, scale.deviation);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mean) * 31 + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}
