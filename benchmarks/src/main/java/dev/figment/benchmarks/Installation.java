package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.data.Datasets;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.io.CacheScratch;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import dev.figment.core.wiring.Plan;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.core.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What {@code figment} works with when it runs from the repository: the plugin that is built, the zoo; and {@link Count}. */
final class Installation implements AutoCloseable {
    private static final String COMPONENT = "component";

    private final Path root;
    private final PluginHost plugins;
    private final OnnxModels models;
    private final PlanReader plans;

    /**
     * @param root the repository's
     */
    Installation(Path root) throws IOException {
        this.root = root;
        Path cache = Files.createTempDirectory("figment-benchmark");
        plugins = PluginHost.load(List.of(root.resolve("cli/target/figment/plugins")), cache);
        List<PluginStatus> all = new ArrayList<>(List.of(
                PluginStatus.Loaded.builtIn(new CoreSteps()),
                PluginStatus.Loaded.builtIn(() -> List.of(Contribution.step(
                        "count", "counts the samples that arrive", Count.class, Count.Config.class)))));
        all.addAll(plugins.plugins());
        Zoo zoo = Zoo.of(List.of(root.resolve("zoo")), cache);
        models = OnnxModels.on(Device.CPU, zoo::locate);
        plans = new PlanReader(Catalog.of(all), (values, keys, found) -> {});
    }

    /** A config of the repository, with overrides as of {@code --set}. */
    MapNode read(String config, List<String> overrides, Problems problems) {
        return ConfigReader.ofProcess().read(root.resolve(config), overrides, problems);
    }

    /** Builds one component. */
    Object component(Map<String, String> keys, Datasets datasets) {
        Problems problems = new Problems();
        String config = JsonMapper.shared().writeValueAsString(Map.of(COMPONENT, keys));
        PlanReader.Assembly assembly = plans.readSingle(
                Contribution.COMPONENT,
                COMPONENT,
                ConfigReader.ofProcess().parse(config, "benchmark", problems),
                problems);
        problems.throwIfAny();
        return requireNonNull(assembly).build(services(datasets), new Seed(0));
    }

    /** The components of a config of the repository, by name. */
    Map<String, Object> components(String config, List<String> overrides) {
        Problems problems = new Problems();
        Plan plan = plans.read(read(config, overrides, problems), problems);
        problems.throwIfAny();
        return requireNonNull(plan).components(services(new LocalDatasets(List.of(), Path.of("cache"), true)));
    }

    private Services services(Datasets datasets) {
        return new Services(models, datasets, Device.CPU, Console.none(), new CacheScratch(Path.of("cache")));
    }

    PlanReader plans() {
        return plans;
    }

    OnnxModels models() {
        return models;
    }

    @Override
    public void close() {
        models.close();
        plugins.close();
    }
}
