package dev.figment.core.anomaly;

import dev.figment.api.Batches;
import dev.figment.api.Series;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The standard deviation of each channel over all windows of a dataset. */
final class ChannelDeviations {
    private ChannelDeviations() {}

    /**
     * @param size of the batches that it reads
     * @throws FigmentException if a channel does not vary
     */
    static double[] of(Dataset<Series> windows, int size) {
        int channels = windows.read(new int[] {0}).channels();
        double[] means = new double[channels];
        double[] squares = new double[channels];
        long rows = 0;
        try (Batches<Series> batches = windows.batches(size)) {
            while (batches.hasNext()) {
                FloatBuffer values = batches.next().values().floats();
                while (values.hasRemaining()) {
                    rows++;
                    for (int channel = 0; channel < channels; channel++) {
                        double value = values.get();
                        double difference = value - means[channel];
                        means[channel] += difference / rows;
                        squares[channel] += difference * (value - means[channel]);
                    }
                }
            }
        }
        double count = rows;
        double[] deviations =
                Arrays.stream(squares).map(square -> Math.sqrt(square / count)).toArray();
        for (int channel = 0; channel < channels; channel++) {
            if (deviations[channel] == 0) {
                throw FigmentException.user(Problem.of(
                                "constant-series",
                                windows.name(),
                                "channel " + (channel + 1) + " of " + channels
                                        + " does not vary, and nothing is unusual by a share of its deviation")
                        .fix("leave it out: name the others with 'series.columns'"));
            }
        }
        return deviations;
    }
}
