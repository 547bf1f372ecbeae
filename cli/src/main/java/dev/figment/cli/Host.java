package dev.figment.cli;

import dev.figment.api.Device;
import dev.figment.api.data.Datasets;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the commands work with: the plugins that are installed, the zoo, the data. */
final class Host implements AutoCloseable {
    private final Folders folders;
    private final PluginHost plugins;
    private final Catalog catalog;
    private final Zoo zoo;

    private Host(Folders folders, PluginHost plugins) {
        this.folders = folders;
        this.plugins = plugins;
        List<PluginStatus> all = new ArrayList<>(List.of(PluginStatus.Loaded.builtIn(new CoreSteps())));
        all.addAll(plugins.plugins());
        this.catalog = Catalog.of(all);
        this.zoo = Zoo.of(folders.zoos(), folders.cache());
    }

    /** Loads the plugins of this installation. */
    static Host open() {
        Folders folders = Folders.ofProcess();
        return new Host(folders, PluginHost.load(folders.plugins(), folders.cache()));
    }

    Folders folders() {
        return folders;
    }

    PluginHost plugins() {
        return plugins;
    }

    Catalog catalog() {
        return catalog;
    }

    Zoo zoo() {
        return zoo;
    }

    PlanReader plans() {
        return new PlanReader(catalog, new ModelReferences(zoo));
    }

    OnnxModels models(Device device) {
        return OnnxModels.on(device, zoo::locate);
    }

    Datasets datasets(DataOptions options) {
        List<Path> local = options.dataDir == null ? folders.data() : List.of(options.dataDir);
        return new LocalDatasets(local, folders.cache().resolve("data"), options.offline);
    }

    @Override
    public void close() {
        plugins.close();
    }
}
