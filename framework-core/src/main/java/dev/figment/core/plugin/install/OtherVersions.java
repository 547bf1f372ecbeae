package dev.figment.core.plugin.install;

import dev.figment.core.plugin.FoundPlugin;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginVersions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Other versions of a plugin, in the folder that it came from. */
final class OtherVersions {
    private OtherVersions() {}

    /** Of those that fit this Figment, the one that is nearest to the plugin's own version. */
    static Optional<String> beside(String source, PluginProperties plugin, String figment) {
        List<String> fitting = FoundPlugin.in(folder(source).stream().toList()).stream()
                .map(FoundPlugin::properties)
                .filter(other -> other.id().equals(plugin.id()) && PluginVersions.fits(figment, other.requires()))
                .map(PluginProperties::version)
                .sorted(PluginVersions.order())
                .toList();
        return fitting.stream()
                .filter(version -> PluginVersions.order().compare(version, plugin.version()) > 0)
                .findFirst()
                .or(() -> fitting.stream().reduce((one, later) -> later));
    }

    private static Optional<Path> folder(String source) {
        try {
            Path path = Path.of(source);
            return Files.exists(path) ? Optional.ofNullable(path.getParent()) : Optional.empty();
        } catch (InvalidPathException e) {
            // An address has no folder.
            return Optional.empty();
        }
    }
}
