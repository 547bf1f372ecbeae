package dev.figment.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.Problem;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.embed.Equipment;
import dev.figment.core.embed.Folders;
import dev.figment.core.embed.ModelAccess;
import dev.figment.core.embed.References;
import dev.figment.core.lock.ConfigLock;
import dev.figment.core.onnx.OnnxEnvironment;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import dev.figment.core.zoo.Machine;
import dev.figment.core.zoo.Zoo;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands work with: the plugins that are installed, the zoo, the data, and the terminal. */
final class Host implements AutoCloseable {
    private final Equipment equipment;
    private final Console console;

    private Host(Equipment equipment, CommandSpec command) {
        this.equipment = equipment;
        this.console =
                Console.of(System.in, new CommandOutput(command.commandLine().getOut()));
    }

    /**
     * Finds the plugins of the installation that a command belongs to, and warns of those that fail. Others are loaded when
     * something of theirs is asked for.
     */
    static Host open(CommandSpec command) {
        Equipment equipment = Equipment.open(Figment.folders(command), OfflineOption.isAsked(command), screen(command));
        for (PluginStatus.Failed failed : equipment.failed()) {
            LoggerFactory.getLogger(Host.class).warn("the plugin '{}' is left out: {}", failed.id(), failed.problem());
        }
        return new Host(equipment, command);
    }

    /** Loads all of them without a warning, for a command that itself reports what fails. */
    static Host openToReport(CommandSpec command) {
        return new Host(
                Equipment.load(Figment.folders(command), OfflineOption.isAsked(command), screen(command)), command);
    }

    Folders folders() {
        return equipment.folders();
    }

    /** How it stands with each plugin; the first is what Figment brings itself. */
    List<PluginStatus> plugins() {
        return equipment.plugins();
    }

    /** What models find here. */
    Machine machine() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(plugins(), system.getTotalMemorySize(), OnnxEnvironment::hasCuda);
    }

    /** The plugins that failed, and the names that several plugins claim. */
    List<Problem> pluginProblems() {
        return equipment.problems();
    }

    Catalog catalog() {
        return equipment.catalog();
    }

    /** What components, steps and recipes may ask for. */
    Services services(OnnxModels models, Datasets datasets, Device device) {
        return new Services(models, datasets, device, console, folders().scratch());
    }

    Zoo zoo() {
        return equipment.zoo();
    }

    /** The file of a config, which may be one that a plugin brings. */
    Path config(Path asked) {
        return equipment.config(asked);
    }

    /** The models that a command works with, without plugins. */
    static ModelAccess models(CommandSpec command) {
        return ModelAccess.of(Figment.folders(command), OfflineOption.isAsked(command), screen(command));
    }

    private static DownloadListener screen(CommandSpec command) {
        return new DownloadScreen(command.root().commandLine().getErr());
    }

    PlanReader plans() {
        return equipment.plans();
    }

    References references() {
        return equipment.references();
    }

    /** What locks configs to plugins and models, and compares them. */
    ConfigLock lock() {
        return equipment.lock();
    }

    OnnxModels models(Device device) {
        return equipment.models(device);
    }

    LocalDatasets datasets(DataOptions options) {
        List<Path> local = options.dataDir == null ? folders().data() : List.of(options.dataDir);
        return equipment.datasets(local);
    }

    /** Keeps what was decoded for the next epoch, in as much of the memory as networks can spare. */
    Datasets trainingDatasets(DataOptions options) {
        return datasets(options).keeping(Runtime.getRuntime().maxMemory() / 4);
    }

    @Override
    public void close() {
        equipment.close();
    }
}
