package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Something in a folder of plugins that is, or is meant to be, a plugin: a folder or a zip. */
record PluginSource(Path path) {
    private static final String DESCRIPTOR = "plugin.properties";

    /** All of one folder, sorted by name; none where it does not exist. Hidden files and other files are passed over. */
    static List<PluginSource> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(PluginSource::new)
                    .filter(source -> !source.name().startsWith(".")
                            && (Files.isDirectory(source.path) || source.ends(".zip") || source.ends(".jar")))
                    .sorted((a, b) -> a.path.compareTo(b.path))
                    .toList();
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-folder", folder.toString(), "the folder of plugins cannot be read: " + e)
                            .fix("make it readable, or take it out of FIGMENT_PLUGINS"),
                    e);
        }
    }

    /** Whether it is a jar alone, which is no plugin. */
    boolean isJar() {
        return ends(".jar");
    }

    /** What to call the plugin before its id is known: the name of its folder, or of its zip without the ending. */
    String name() {
        String name = path.getFileName().toString();
        return ends(".zip") || ends(".jar") ? name.substring(0, name.length() - 4) : name;
    }

    /**
     * The plugin's folder: itself, or where its zip is unpacked.
     *
     * @throws FigmentException if it is no plugin
     */
    Path folder(PluginCache cache) {
        if (isJar()) {
            throw FigmentException.user(Problem.of("not-a-plugin", path.toString(), "this is a jar, not a plugin")
                    .fix("a plugin is a folder or a zip that holds plugin.properties and the jar in lib/"));
        }
        Path folder = ends(".zip") ? cache.unpack(path) : path;
        if (!Files.isRegularFile(folder.resolve(DESCRIPTOR))) {
            throw FigmentException.user(Problem.of("not-a-plugin", path.toString(), "it has no " + DESCRIPTOR)
                    .fix(nested(folder)));
        }
        return folder;
    }

    /** What to do with a folder without a descriptor. */
    static String nested(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(DESCRIPTOR)))
                    .findFirst()
                    .map(entry -> "there is one in its folder '" + entry.getFileName()
                            + "': what is in there belongs at the top")
                    .orElse("add one with plugin.id, plugin.version and plugin.requires");
        } catch (IOException e) {
            return "make the folder readable";
        }
    }

    private boolean ends(String suffix) {
        return !Files.isDirectory(path)
                && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
