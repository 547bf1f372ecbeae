package dev.figment.benchmarks;

import dev.figment.api.Batch;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Description;
import java.util.Map;

/**
 * The least that a sink can do.
 *
 * @param <T> the medium that is counted
 */
public final class Count<T extends Batch> implements Sink<T> {
    /** It has no keys. */
    @Description("Counts the samples that arrive")
    public record Config() {}

    @SuppressWarnings("unused") // The parameter says which keys the step has.
    public Count(Config config) {}

    @Override
    public Writer<T> open(Seed seed) {
        return new Writer<>() {
            private long samples;

            @Override
            public void write(T batch) {
                samples += batch.size();
            }

            @Override
            public Outcome finish() {
                return new Outcome.Measured("samples", Map.of("count", (double) samples));
            }

            @Override
            public void close() {}
        };
    }
}
