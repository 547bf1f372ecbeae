package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pf4j.PluginDependency;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a registry's {@code plugins.json}. Keys that are not known are passed over; later versions of the format may add some. */
final class RegistryIndex {
    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 16 << 20;

    private final PluginRegistry registry;

    private RegistryIndex(PluginRegistry registry) {
        this.registry = registry;
    }

    /**
     * Fetches and reads it.
     *
     * @param folder what is fetched is put there
     * @throws FigmentException if it cannot be fetched, or is no index
     */
    static List<RegisteredPlugin> fetch(PluginRegistry registry, Path folder) {
        Path file = folder.resolve("plugins.json");
        String index = registry.index();
        if (index.toLowerCase(Locale.ROOT).startsWith("http")) {
            PluginDownload.fetch(index, file);
        } else {
            file = Fetch.path(index);
        }
        return new RegistryIndex(registry).read(file);
    }

    private List<RegisteredPlugin> read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong("it is larger than " + (MOST_BYTES >> 20) + " MiB", "");
            }
            JsonNode root = new JsonMapper().readTree(Files.readAllBytes(file));
            if (root.path("format").asInt(0) != FORMAT) {
                throw wrong("its format is not " + FORMAT, "format");
            }
            List<RegisteredPlugin> plugins = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (JsonNode plugin : list(root, "plugins", "plugins")) {
                RegisteredPlugin read = plugin(plugin, "plugins[" + plugins.size() + "]");
                if (!names.add(read.name())) {
                    throw wrong("it has the plugin '" + read.name() + "' twice", "plugins[" + plugins.size() + "]");
                }
                plugins.add(read);
            }
            return plugins;
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-registry", registry.index(), "it is no JSON: " + e.getOriginalMessage())
                            .fix(fix()),
                    e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", registry.index(), "cannot be read: " + e)
                            .fix("check the address of the registry '" + registry.name() + "' in "
                                    + PluginRegistry.FILE),
                    e);
        }
    }

    private RegisteredPlugin plugin(JsonNode node, String place) {
        String name = text(node, "name", place);
        if (!PluginProperties.isId(name)) {
            throw wrong("'" + name + "' is no plugin's id", place + ".name");
        }
        List<RegisteredPlugin.Version> versions = new ArrayList<>();
        for (JsonNode version : list(node, "versions", place + ".versions")) {
            versions.add(version(version, place + ".versions[" + versions.size() + "]"));
        }
        if (versions.stream().map(RegisteredPlugin.Version::version).distinct().count() < versions.size()) {
            throw wrong("a version of '" + name + "' is there twice", place + ".versions");
        }
        return new RegisteredPlugin(registry, name, node.path("description").asString(""), versions);
    }

    private RegisteredPlugin.Version version(JsonNode node, String place) {
        String version = text(node, "version", place);
        if (!PluginVersions.isVersion(version)) {
            throw wrong("'" + version + "' is no version", place + ".version");
        }
        String sha256 = text(node, "sha256", place);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw wrong("sha256 must be 64 hexadecimal digits in lower case", place + ".sha256");
        }
        String requires = node.path("requires").asString(PluginVersions.ANY);
        requireRange(requires, place + ".requires");
        List<PluginDependency> dependencies = new ArrayList<>();
        for (JsonNode dependency : node.path("dependencies")) {
            PluginDependency read = new PluginDependency(dependency.asString(""));
            requireRange(read.getPluginVersionSupport(), place + ".dependencies");
            dependencies.add(read);
        }
        return new RegisteredPlugin.Version(version, text(node, "address", place), sha256, requires, dependencies);
    }

    private void requireRange(String range, String place) {
        if (!PluginVersions.isRange(range)) {
            throw wrong("'" + range + "' is no range of versions", place);
        }
    }

    private JsonNode list(JsonNode node, String key, String place) {
        JsonNode list = node.path(key);
        if (!list.isArray()) {
            throw wrong("there must be a list", place);
        }
        return list;
    }

    private String text(JsonNode node, String key, String place) {
        JsonNode text = node.path(key);
        if (!text.isString() || text.stringValue().isBlank()) {
            throw wrong("there must be a text", place + "." + key);
        }
        return text.stringValue();
    }

    private FigmentException wrong(String what, String place) {
        return FigmentException.user(
                Problem.of("bad-registry", registry.index() + (place.isEmpty() ? "" : ": " + place), what)
                        .fix(fix()));
    }

    private String fix() {
        return "check the address of the registry '" + registry.name() + "' in " + PluginRegistry.FILE
                + ", or tell whoever keeps it";
    }
}
