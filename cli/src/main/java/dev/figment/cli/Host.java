package dev.figment.cli;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.Problem;
import dev.figment.core.data.DatasetRegistry;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.embed.Folders;
import dev.figment.core.embed.ModelAccess;
import dev.figment.core.embed.References;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.core.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands work with: the plugins that are installed, the zoo, the data. */
final class Host implements AutoCloseable {
    private final Folders folders;
    private final PluginHost plugins;
    private final Catalog catalog;
    private final ModelAccess models;
    private final Console console;

    private Host(Folders folders, PluginHost plugins, ModelAccess models, Console console) {
        this.folders = folders;
        this.models = models;
        this.console = console;
        this.plugins = plugins;
        this.catalog = Catalog.of(all(plugins));
    }

    /** Loads the plugins of the installation that a command belongs to, and warns of those that fail. */
    static Host open(CommandSpec command) {
        Host host = openToReport(command);
        for (PluginStatus plugin : host.plugins.plugins()) {
            if (plugin instanceof PluginStatus.Failed failed) {
                LoggerFactory.getLogger(Host.class)
                        .warn("the plugin '{}' is left out: {}", failed.id(), failed.problem());
            }
        }
        return host;
    }

    /** The same without a warning, for a command that itself reports what fails. */
    static Host openToReport(CommandSpec command) {
        Folders folders = Figment.folders(command);
        return new Host(
                folders,
                PluginHost.load(folders.plugins(), folders.cache()),
                models(command),
                Console.of(System.in, new CommandOutput(command.commandLine().getOut())));
    }

    Folders folders() {
        return folders;
    }

    /** How loading each plugin went; the first is what Figment brings itself. */
    List<PluginStatus> plugins() {
        return all(plugins);
    }

    /** Whether a plugin works here in a version of this range. */
    boolean has(String plugin, String versions) {
        return plugins.has(plugin, versions);
    }

    /** The plugins that failed, and the names that several plugins claim. */
    List<Problem> pluginProblems() {
        List<Problem> problems = new ArrayList<>(catalog.collisions());
        for (PluginStatus plugin : plugins.plugins()) {
            if (plugin instanceof PluginStatus.Failed failed) {
                problems.add(failed.problem());
            }
        }
        return problems;
    }

    private static List<PluginStatus> all(PluginHost plugins) {
        List<PluginStatus> all = new ArrayList<>(List.of(PluginStatus.Loaded.builtIn(new CoreSteps())));
        all.addAll(plugins.plugins());
        return all;
    }

    Catalog catalog() {
        return catalog;
    }

    /** What components, steps and recipes may ask for. */
    Services services(OnnxModels models, Datasets datasets, Device device) {
        return new Services(models, datasets, device, console);
    }

    Zoo zoo() {
        return models.zoo();
    }

    /** The models that a command works with, without plugins. */
    static ModelAccess models(CommandSpec command) {
        return ModelAccess.of(
                Figment.folders(command),
                OfflineOption.isAsked(command),
                new DownloadScreen(command.root().commandLine().getErr()));
    }

    PlanReader plans() {
        return new PlanReader(catalog, references());
    }

    References references() {
        return new References(models);
    }

    OnnxModels models(Device device) {
        return OnnxModels.on(device, models::locate);
    }

    LocalDatasets datasets(DataOptions options) {
        List<Path> local = options.dataDir == null ? folders.data() : List.of(options.dataDir);
        return new LocalDatasets(
                DatasetRegistry.bundled(), local, folders.cache().resolve("data"), models.downloader());
    }

    /** Keeps what was decoded for the next epoch, in as much of the memory as networks can spare. */
    Datasets trainingDatasets(DataOptions options) {
        return datasets(options).keeping(Runtime.getRuntime().maxMemory() / 4);
    }

    @Override
    public void close() {
        plugins.close();
    }
}
