package dev.figment.cli.example;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import java.util.Map;

/** Measures the mean of all pixels of the last batch. */
public final class MeasureBrightness implements Sink<Images> {
    /** It has no keys. */
    public record Config() {}

    public MeasureBrightness(Config config) {}

    @Override
    public Writer<Images> open(Seed seed) {
        return new Writer<>() {
            private double mean;

            @Override
            public void write(Images batch) {
                double sum = 0;
                for (float pixel : batch.pixels().toFloatArray()) {
                    sum += pixel;
                }
                mean = sum / batch.pixels().count();
            }

            @Override
            public Outcome finish() {
                return new Outcome.Measured("pixels", Map.of("brightness", mean));
            }

            @Override
            public void close() {}
        };
    }
}
