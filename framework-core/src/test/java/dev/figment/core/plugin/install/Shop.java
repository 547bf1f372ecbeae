package dev.figment.core.plugin.install;

import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A user's folder, and plugins to put there. */
final class Shop {
    final Path folder;
    final Path home;
    final PluginInstaller installer;
    private int made;

    Shop(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.installer = installer(Duration.ofSeconds(30));
    }

    PluginInstaller installer(Duration longestTrial) {
        return new PluginInstaller(home, folders(), folder.resolve("cache"), List::of, longestTrial);
    }

    /** Where plugins that come with Figment are. */
    Path shipped() {
        return folder.resolve("shipped");
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    private List<Path> folders() {
        return List.of(shipped(), plugins());
    }

    /** A zip, in a folder of its own. */
    Path zip(TinyPlugin plugin) throws IOException {
        Path place = folder.resolve("made-" + made++);
        return plugin.zipTo(place, place.resolve("work"));
    }

    /** A zip of a good plugin that brings a component of its own name. */
    Path zip(String id, String version) throws IOException {
        return zip(plugin(id, version));
    }

    static TinyPlugin plugin(String id, String version) {
        return TinyPlugin.bringing(id, "thing-" + id).property("plugin.version", version);
    }

    /** Installs a good plugin. */
    PluginChange install(String id, String version) throws IOException {
        return installer.install(zip(id, version).toString(), InstallOptions.TRUST);
    }

    /** The version of each plugin that works; of one that does not, what is wrong. */
    Map<String, String> works() {
        Map<String, String> works = new TreeMap<>();
        try (PluginHost host = PluginHost.load(folders(), folder.resolve("cache"))) {
            for (PluginStatus status : host.plugins()) {
                works.put(
                        status.id(),
                        status instanceof PluginStatus.Loaded loaded
                                ? loaded.version()
                                : ((PluginStatus.Failed) status).problem().toString());
            }
        }
        return works;
    }

    List<VerifiedPlugin> verify(String... ids) {
        return new PluginVerifier(home, folders(), folder.resolve("cache"), PluginHost.PATIENCE).verify(List.of(ids));
    }

    /** All that is in the user's folder, with the times of files, but the lock. */
    List<String> content() throws IOException {
        if (!Files.exists(home)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(home)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith(".lock"))
                    .map(path -> home.relativize(path) + " " + path.toFile().length())
                    .sorted()
                    .toList();
        }
    }
}
