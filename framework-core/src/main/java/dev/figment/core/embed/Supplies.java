package dev.figment.core.embed;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.data.DatasetRegistry;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.plugin.PluginFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Models, datasets and configs: Figment's and the user's own, then those that plugins bring. Where two have one name, the first
 * wins.
 */
public final class Supplies {
    /** How a config of a plugin is named: {@code plugin:ID/PATH}. */
    private static final String PLUGIN = "plugin:";

    private final Folders folders;
    private final Map<String, PluginFiles> plugins;
    private final DatasetRegistry registry;
    private final ModelAccess models;

    /**
     * @param plugins by their ids, in the order in which they are looked into
     * @param offline whether nothing may be downloaded
     */
    public Supplies(Folders folders, Map<String, PluginFiles> plugins, boolean offline, DownloadListener listener) {
        this.folders = folders;
        this.plugins = plugins;
        this.registry = plugins.values().stream()
                .map(PluginFiles::datasets)
                .reduce(DatasetRegistry.bundled(), DatasetRegistry::and);
        this.models = ModelAccess.of(
                folders,
                Stream.concat(folders.zoos().stream(), plugins.values().stream().map(PluginFiles::zoo))
                        .toList(),
                offline,
                listener);
    }

    /** All models. */
    public ModelAccess models() {
        return models;
    }

    /** Checks what configs name. */
    public References references() {
        return new References(models, registry);
    }

    /**
     * All datasets.
     *
     * @param local where their files are looked for first
     */
    public LocalDatasets datasets(List<Path> local) {
        List<Path> places = Stream.concat(
                        local.stream(), plugins.values().stream().map(PluginFiles::data))
                .toList();
        return new LocalDatasets(registry, places, folders.cache().resolve("data"), models.downloader());
    }

    /**
     * The file of a config.
     *
     * @param asked its path; or {@code plugin:ID/PATH}, for one that a plugin brings
     * @throws FigmentException if there is no such plugin, or it brings no such config
     */
    public Path config(Path asked) {
        String text = asked.toString();
        if (!text.startsWith(PLUGIN)) {
            return asked;
        }
        String[] parts = text.substring(PLUGIN.length()).split("/", 2);
        PluginFiles plugin = plugins.get(parts[0]);
        if (plugin == null) {
            throw FigmentException.user(
                    Problem.of("no-plugin", text, "there is no plugin '" + parts[0] + "' that works here")
                            .suggesting(parts[0], plugins.keySet())
                            .fix("see 'figment plugins list'"));
        }
        Path folder = plugin.configs().normalize();
        Path file = folder.resolve(parts.length > 1 ? parts[1] : "").normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            throw FigmentException.user(Problem.of("no-config", text, "the plugin brings no such config")
                    .suggesting(
                            text,
                            plugin.configNames().stream()
                                    .map(name -> PLUGIN + parts[0] + "/" + name)
                                    .toList()));
        }
        return file;
    }
}
