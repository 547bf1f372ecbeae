package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A plugin that lies somewhere, a zip or a folder; nothing of it has been loaded. */
public record FoundPlugin(Path path, PluginProperties properties) {
    /** All in these folders whose {@code plugin.properties} can be read; others are passed over. */
    public static List<FoundPlugin> in(List<Path> folders) {
        List<FoundPlugin> found = new ArrayList<>();
        for (Path folder : folders) {
            for (PluginSource source : PluginSource.in(folder)) {
                if (source.isJar()) {
                    continue;
                }
                try {
                    Path path = source.path();
                    found.add(new FoundPlugin(
                            path,
                            Files.isDirectory(path) ? PluginProperties.ofFolder(path) : PluginProperties.ofZip(path)));
                } catch (FigmentException e) {
                    LoggerFactory.getLogger(FoundPlugin.class).debug("{} is passed over", source.path(), e);
                }
            }
        }
        return found;
    }
}
