package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.data.Datasets;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.Problems;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.core.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The pipeline of {@code configs/round-trip.yaml}, wired as {@code figment run} does, with the plugin that is built. */
final class RoundTrip implements AutoCloseable {
    private final PluginHost plugins;
    private final OnnxModels models;
    private final Pipeline pipeline;

    /**
     * @param root the repository's
     * @param digits what {@code read-images} reads
     */
    RoundTrip(Path root, Datasets digits) throws IOException {
        Path cache = Files.createTempDirectory("round-trip");
        plugins = PluginHost.load(List.of(root.resolve("cli/target/figment/plugins")), cache);
        List<PluginStatus> all = new ArrayList<>(List.of(
                PluginStatus.Loaded.builtIn(new CoreSteps()),
                PluginStatus.Loaded.builtIn(() -> List.of(Contribution.step(
                        "count", "counts the samples that arrive", Count.class, Count.Config.class)))));
        all.addAll(plugins.plugins());
        Zoo zoo = Zoo.of(List.of(root.resolve("zoo")), cache);
        models = OnnxModels.on(Device.CPU, zoo::locate);
        Problems problems = new Problems();
        var config =
                ConfigReader.ofProcess().read(root.resolve("benchmarks/configs/round-trip.yaml"), List.of(), problems);
        var plan = new PlanReader(Catalog.of(all), (values, keys, found) -> {}).read(config, problems);
        problems.throwIfAny();
        pipeline = requireNonNull(plan).build(new Services(models, digits, Device.CPU));
    }

    /** Runs it, and gives how many samples arrived. */
    long run(LongConsumer progress) {
        Outcome.Measured measured = (Outcome.Measured) pipeline.run(progress).get(0);
        return Math.round(requireNonNull(measured.values().get("count")));
    }

    @Override
    public void close() {
        models.close();
        plugins.close();
    }
}
