package dev.figment.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.Problem;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.embed.Folders;
import dev.figment.core.embed.References;
import dev.figment.core.lock.ConfigLock;
import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.embed.Supplies;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.steps.CoreSteps;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.core.zoo.Machine;
import dev.figment.core.zoo.Zoo;
import java.lang.management.ManagementFactory;
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
    private final Supplies supplies;
    private final Console console;

    private Host(Folders folders, PluginHost plugins, Console console) {
        this.folders = folders;
        this.console = console;
        this.plugins = plugins;
        this.catalog = Catalog.of(all(plugins));
        this.supplies = new Supplies(folders, plugins.files());
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
                Console.of(System.in, new CommandOutput(command.commandLine().getOut())));
    }

    Folders folders() {
        return folders;
    }

    /** How loading each plugin went; the first is what Figment brings itself. */
    List<PluginStatus> plugins() {
        return all(plugins);
    }

    /** What models find here. */
    Machine machine() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(plugins(), system.getTotalMemorySize(), OnnxEnvironment::hasCuda);
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
        return new Services(models, datasets, device, console, folders.scratch());
    }

    Zoo zoo() {
        return supplies.zoo();
    }

    /** The file of a config, which may be one that a plugin brings. */
    Path config(Path asked) {
        return supplies.config(asked);
    }

    PlanReader plans() {
        return new PlanReader(catalog, references());
    }

    References references() {
        return supplies.references();
    }

    /** What locks configs to plugins and models, and compares them. */
    ConfigLock lock() {
        return new ConfigLock(plugins(), catalog, zoo(), folders.cache());
    }

    OnnxModels models(Device device) {
        return OnnxModels.on(device, zoo()::locate);
    }

    LocalDatasets datasets(DataOptions options) {
        List<Path> local = options.dataDir == null ? folders.data() : List.of(options.dataDir);
        return supplies.datasets(local, options.offline);
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
