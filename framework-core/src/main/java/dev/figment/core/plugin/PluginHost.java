package dev.figment.core.plugin;

import java.nio.file.Path;
import java.util.List;

/** The plugins of one process. Keep it open for as long as their classes are in use. */
public final class PluginHost implements AutoCloseable {
    private final List<PluginStatus> plugins;

    private PluginHost(List<PluginStatus> plugins) {
        this.plugins = plugins;
    }

    /**
     * Loads every plugin in these folders; folders that do not exist are passed over. A plugin that does not load is
     * told by its status.
     *
     * @param cache where zips are unpacked to; made when first needed
     */
    public static PluginHost load(List<Path> folders, Path cache) {
        return new PluginHost(List.of());
    }

    /** How loading each went, in the order of the folders and then by name. */
    public List<PluginStatus> plugins() {
        return plugins;
    }

    @Override
    public void close() {}
}
