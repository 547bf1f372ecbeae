package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.data.Dataset;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures a training on the validation samples, in batches of the size that it trains on, whose memory is enough. */
final class Validation<T extends Batch> {
    private final Setting<T> setting;
    private final Training<T> training;
    private final Dataset<T> samples;

    Validation(Setting<T> setting, Training<T> training) {
        this.setting = setting;
        this.training = training;
        this.samples = setting.validation();
    }

    /** Means over all samples. */
    Map<String, Double> all() {
        return first(samples.size());
    }

    /** Means over the first samples. */
    Map<String, Double> first(int count) {
        MetricMeans means = new MetricMeans();
        int batch = setting.config().batch();
        for (int from = 0; from < count; from += batch) {
            T read = samples.read(
                    IntStream.range(from, Math.min(from + batch, count)).toArray());
            Position at = new Position(setting.seed("validation"), from);
            means.add(training.validate(training.prepare(read, at), at), read.size());
        }
        return means.means();
    }
}
