package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.data.Datasets;
import dev.figment.core.config.Problems;
import dev.figment.core.io.CacheScratch;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.wiring.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** The pipeline of {@code configs/round-trip.yaml}, wired as {@code figment run} does. */
final class RoundTrip implements AutoCloseable {
    private final Installation installation;
    private final Pipeline pipeline;

    /**
     * @param root the repository's
     * @param digits what {@code read-images} reads
     */
    RoundTrip(Path root, Datasets digits) throws IOException {
        installation = new Installation(root);
        Problems problems = new Problems();
        var config = installation.read("benchmarks/configs/round-trip.yaml", List.of(), problems);
        var plan = installation.plans().read(config, problems);
        problems.throwIfAny();
        pipeline = requireNonNull(plan)
                .build(new Services(
                        installation.models(), digits, Device.CPU, Console.none(), new CacheScratch(Path.of("cache"))));
    }

    /** Runs it, and gives how many samples arrived. */
    long run(LongConsumer progress) {
        Outcome.Measured measured = (Outcome.Measured) pipeline.run(progress).get(0);
        return Math.round(requireNonNull(measured.values().get("count")));
    }

    @Override
    public void close() {
        installation.close();
    }
}
