package dev.figment.core.anomaly;

import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anomalies that are put into windows which have none, so that scores and settings can be compared where nothing is labelled
 * (Goswami et al., "Unsupervised model selection for time-series anomaly detection", ICLR 2023). One channel of a window is
 * changed in its last rows, in a way that is drawn, by one to four times its standard deviation. What is done to a window
 * depends on the seed and on its index alone.
 */
@Description(
        "Anomalies put into windows that have none, which are then labelled; to compare scores and settings without labels")
public record Injection(
        @Description("The share of the windows that get one, greater than 0 and less than 1") @Default("0.5")
        double share,

        @Description(
                "For how many rows an anomaly has gone on at most when the window ends, at least 1; how many is drawn"
                        + " from 1 to this number, evenly on a logarithmic scale")
        @Default("256")
        int longest) {
    private static final int DRAWS = 5;

    public Injection {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be greater than 0 and less than 1");
        }
        if (longest < 1) {
            throw new IllegalArgumentException("longest must be at least 1");
        }
    }

    /**
     * The windows of a dataset, some with an anomaly; those and no others are labelled.
     *
     * @param size of a batch
     * @throws FigmentException if a window is labelled already
     */
    Batches<Series> batches(Dataset<Series> windows, int size, Seed seed) {
        double[] deviations = ChannelDeviations.of(windows, size);
        return Batches.inParts(windows.size(), size, (from, to) -> {
            Series read = windows.read(IntStream.range(from, to).toArray());
            if (read.labels().contains(1)) {
                throw FigmentException.user(Problem.of(
                                "labelled-windows",
                                windows.name(),
                                "anomalies are put into windows that have none, and some" + " of these are labelled")
                        .fix("leave those out: give 'series' the key 'unlabelled: true'"));
            }
            return altered(read, deviations, from, seed);
        });
    }

    private Series altered(Series read, double[] deviations, int first, Seed seed) {
        int rows = read.window();
        int channels = read.channels();
        FloatBuffer values = read.values().floats();
        Tensor altered = Tensor.allocate(ElementType.FLOAT32, read.values().shape());
        FloatBuffer out = altered.floats();
        List<Integer> labels = new ArrayList<>();
        float[] window = new float[rows * channels];
        for (int i = 0; i < read.size(); i++) {
            values.get(window);
            labels.add(alter(window, channels, deviations, seed.at(first + i)) ? 1 : 0);
            out.put(window);
        }
        return new Series(altered, read.timestamps(), labels, read.columns());
    }

    /** Whether it has become another one: what stands still anyway, say, is no anomaly. */
    private boolean alter(float[] window, int channels, double[] deviations, Seed seed) {
        if (seed.uniform(0) >= share) {
            return false;
        }
        int rows = window.length / channels;
        int channel = (int) seed.below(1, channels);
        AnomalyKind[] kinds = AnomalyKind.values();
        AnomalyKind kind = kinds[(int) seed.below(2, kinds.length)];
        int lasting = (int) Math.exp(seed.uniform(3) * Math.log(longest + 1.0));
        double amount = deviations[channel] * (8 * seed.uniform(4) - 4);
        amount = amount < 0 ? amount * 0.75 - deviations[channel] : amount * 0.75 + deviations[channel];
        float[] before = new float[rows];
        for (int row = 0; row < rows; row++) {
            before[row] = window[row * channels + channel];
        }
        float[] after = before.clone();
        kind.alter(after, Math.max(0, rows - lasting), amount, deviations[channel], seed.at(DRAWS));
        for (int row = 0; row < rows; row++) {
            window[row * channels + channel] = after[row];
        }
        return !Arrays.equals(before, after);
    }
}
