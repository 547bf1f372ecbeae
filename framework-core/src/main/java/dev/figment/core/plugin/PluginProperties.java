package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.archive.PluginArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.pf4j.PluginDependency;

/**
 * What a plugin says of itself in {@code plugin.properties}.
 *
 * @param requires versions of Figment; {@code *} where it says nothing
 * @param dependencies plugins that must be there too
 */
public record PluginProperties(String id, String version, String requires, List<PluginDependency> dependencies) {
    /** The file's name. */
    public static final String FILE = "plugin.properties";

    private static final int LONGEST = 1 << 16;

    /** It becomes the name of a file. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Whether a text can be a plugin's id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public PluginProperties {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Those of a plugin in a folder.
     *
     * @throws FigmentException if there are none, or they are wrong
     */
    public static PluginProperties ofFolder(Path folder) {
        return ofFolder(folder, folder.toString());
    }

    /**
     * The same, for a folder that is called something else in messages.
     *
     * @throws FigmentException if there are none, or they are wrong
     */
    public static PluginProperties ofFolder(Path folder, String where) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw missing(where, PluginSource.nested(folder));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LONGEST), where);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-plugin", file.toString(), "cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }

    /**
     * Those of a plugin in a zip.
     *
     * @throws FigmentException if there are none, or they are wrong, or the zip is
     */
    public static PluginProperties ofZip(Path zip) {
        PluginArchive archive = PluginZip.open(zip);
        try {
            String where = zip.toString();
            return of(
                    archive.read(FILE, LONGEST)
                            .orElseThrow(() -> missing(where, "add one at its top, with plugin.id and plugin.version")),
                    where);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("corrupt-plugin", zip.toString(), "its " + FILE + " cannot be read: " + e.getMessage())
                            .fix("download or build it again"),
                    e);
        }
    }

    private static FigmentException missing(String where, String fix) {
        return FigmentException.user(
                Problem.of("not-a-plugin", where, "it has no " + FILE).fix(fix));
    }

    private static PluginProperties of(byte[] content, String where) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(content));
        } catch (IllegalArgumentException e) {
            throw wrong(where, "it has a broken escape: " + e.getMessage(), "escape as \\uXXXX, or not at all");
        }
        String id = properties.getProperty("plugin.id", "").strip();
        if (!ID.matcher(id).matches()) {
            throw wrong(
                    where,
                    id.isEmpty() ? "plugin.id is missing" : "plugin.id is '" + id + "'",
                    "an id is up to 64 letters, digits, '.', '_' and '-', and begins with a letter or a digit");
        }
        String version = properties.getProperty("plugin.version", "").strip();
        if (!PluginVersions.isVersion(version)) {
            throw wrong(
                    where,
                    version.isEmpty() ? "plugin.version is missing" : "plugin.version is '" + version + "'",
                    "a version is MAJOR.MINOR.PATCH, as in 1.0.0");
        }
        String requires =
                range(where, "plugin.requires", properties.getProperty("plugin.requires", PluginVersions.ANY));
        return new PluginProperties(
                id, version, requires, dependencies(where, properties.getProperty("plugin.dependencies", "")));
    }

    private static List<PluginDependency> dependencies(String where, String list) {
        List<PluginDependency> dependencies = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            if (!one.isBlank()) {
                PluginDependency dependency = new PluginDependency(one.strip());
                range(where, "plugin.dependencies", dependency.getPluginVersionSupport());
                dependencies.add(dependency);
            }
        }
        return dependencies;
    }

    private static String range(String where, String key, String range) {
        String text = range.isBlank() ? PluginVersions.ANY : range.strip();
        if (!PluginVersions.isRange(text)) {
            throw wrong(where, key + " is '" + text + "'", "a range of versions is written as in '>=0.1.0 & <0.2.0'");
        }
        return text;
    }

    private static FigmentException wrong(String where, String what, String fix) {
        return FigmentException.user(Problem.of("wrong-plugin-properties", where, "in " + FILE + ", " + what)
                .fix(fix));
    }
}
