package dev.figment.core.embed;

import dev.figment.api.Device;
import dev.figment.api.error.Problem;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.lock.ConfigLock;
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

/**
 * What configs are read and run with: Figment's own steps, the plugins, the models and the data of some folders. It owns the
 * plugins: closing it closes them.
 */
public final class Equipment implements AutoCloseable {
    private final Folders folders;
    private final PluginHost plugins;
    private final Catalog catalog;
    private final Supplies supplies;

    private Equipment(Folders folders, PluginHost plugins, boolean offline, DownloadListener listener) {
        this.folders = folders;
        this.plugins = plugins;
        this.catalog = Catalog.of(all(plugins));
        this.supplies = new Supplies(folders, plugins.files(), offline, listener);
    }

    /**
     * That of these folders; plugins are loaded when something of theirs is asked for, as far as they are known.
     *
     * @param offline whether nothing may be downloaded; the environment may forbid it too
     */
    public static Equipment open(Folders folders, boolean offline, DownloadListener listener) {
        PluginHost plugins = PluginHost.open(folders.plugins(), folders.cache(), folders.patience());
        return new Equipment(folders, plugins, offline, listener);
    }

    /** That of these folders, with all plugins loaded. */
    public static Equipment load(Folders folders, boolean offline, DownloadListener listener) {
        PluginHost plugins = PluginHost.load(folders.plugins(), folders.cache(), folders.patience());
        return new Equipment(folders, plugins, offline, listener);
    }

    private static List<PluginStatus> all(PluginHost plugins) {
        List<PluginStatus> all = new ArrayList<>(List.of(PluginStatus.Loaded.builtIn(new CoreSteps())));
        all.addAll(plugins.plugins());
        return all;
    }

    /** Where all of it is. */
    public Folders folders() {
        return folders;
    }

    /** How it stands with each plugin; the first is what Figment brings itself. */
    public List<PluginStatus> plugins() {
        return all(plugins);
    }

    /** The plugins that failed. */
    public List<PluginStatus.Failed> failed() {
        return plugins.plugins().stream()
                .filter(PluginStatus.Failed.class::isInstance)
                .map(PluginStatus.Failed.class::cast)
                .toList();
    }

    /** The names that several plugins claim, and what is wrong with the plugins that failed. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(catalog.collisions());
        failed().forEach(failed -> problems.add(failed.problem()));
        return problems;
    }

    /**
     * Whether a plugin works here in a version of this range.
     *
     * @param versions as in {@code plugin.requires}
     */
    public boolean has(String plugin, String versions) {
        return plugins.has(plugin, versions);
    }

    /** Everything that a config can name. */
    public Catalog catalog() {
        return catalog;
    }

    /** The models. */
    public Zoo zoo() {
        return supplies.models().zoo();
    }

    /** What checks that the models and the data that a config names are there. */
    public References references() {
        return supplies.references();
    }

    /**
     * The file of a config.
     *
     * @param asked its path; or {@code plugin:ID/PATH}, for one that a plugin brings
     * @throws dev.figment.api.error.FigmentException if there is no such plugin, or it brings no such config
     */
    public Path config(Path asked) {
        return supplies.config(asked);
    }

    /** What locks configs to plugins and models, and compares them. */
    public ConfigLock lock() {
        return new ConfigLock(plugins(), catalog, zoo(), folders.cache());
    }

    /** What reads and checks configs. */
    public PlanReader plans() {
        return new PlanReader(catalog, references());
    }

    /** Models on a device; the caller closes them. */
    public OnnxModels models(Device device) {
        return OnnxModels.on(device, supplies.models()::locate);
    }

    /**
     * The data.
     *
     * @param local folders that are looked into first
     */
    public LocalDatasets datasets(List<Path> local) {
        return supplies.datasets(local);
    }

    /** Stops and unloads every plugin. */
    @Override
    public void close() {
        plugins.close();
    }
}
