package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.Dependencies;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.core.plugin.FoundPlugin;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The plugins that are there, and what may be changed about them. */
final class InstalledPlugins {
    private final List<FoundPlugin> plugins;
    private final UserFolder user;

    private InstalledPlugins(List<FoundPlugin> plugins, UserFolder user) {
        this.plugins = plugins;
        this.user = user;
    }

    static InstalledPlugins in(List<Path> folders, UserFolder user) {
        return new InstalledPlugins(
                FoundPlugin.in(folders.stream()
                        .map(folder -> folder.toAbsolutePath().normalize())
                        .toList()),
                user);
    }

    /** The versions of all that are there, by id. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        plugins.forEach(plugin ->
                versions.put(plugin.properties().id(), plugin.properties().version()));
        return versions;
    }

    private Optional<FoundPlugin> find(String id) {
        return plugins.stream()
                .filter(plugin -> plugin.properties().id().equals(id))
                .findFirst();
    }

    private boolean isUsers(FoundPlugin plugin) {
        return user.path().equals(plugin.path().getParent());
    }

    /** A plugin of the user's that a newer version may replace. */
    FoundPlugin require(String id) {
        FoundPlugin plugin = find(id).orElseThrow(() -> unknown(id));
        if (!isUsers(plugin)) {
            throw notUsers(plugin);
        }
        return plugin;
    }

    private FigmentException unknown(String id) {
        List<String> ids = plugins.stream()
                .filter(this::isUsers)
                .map(plugin -> plugin.properties().id())
                .toList();
        Problem problem = Problem.of("unknown-plugin", id, "there is no plugin of this id in " + user.path());
        return FigmentException.user(
                problem.suggesting(id, ids).fix("'figment plugins list' shows all that are installed"));
    }

    private static FigmentException notUsers(FoundPlugin plugin) {
        return FigmentException.user(Problem.of(
                        "not-your-plugin",
                        plugin.properties().id(),
                        "the plugin of this id is " + plugin.path()
                                + ", which comes with Figment or lies in a folder of FIGMENT_PLUGINS")
                .fix("change what lies in that folder, or take the folder out of FIGMENT_PLUGINS"));
    }

    /** What to remove: a plugin of this id, or one that cannot be read and whose file has this name. */
    FoundPlugin removable(String id) {
        Optional<FoundPlugin> found = find(id);
        if (found.isEmpty()) {
            return Stream.of(id, id + ".zip", id + ".jar")
                    .map(user.path()::resolve)
                    .filter(path -> user.path().equals(path.normalize().getParent()) && !id.startsWith("."))
                    .filter(Files::exists)
                    .findFirst()
                    .map(path -> new FoundPlugin(path, new PluginProperties(id, "", PluginVersions.ANY, List.of())))
                    .orElseThrow(() -> unknown(id));
        }
        FoundPlugin plugin = require(id);
        for (FoundPlugin other : plugins) {
            if (needs(other, id)) {
                throw FigmentException.user(Problem.of(
                                "plugin-needed",
                                id,
                                "the plugin '" + other.properties().id() + "' needs it")
                        .fix("remove that first: figment plugins remove "
                                + other.properties().id()));
            }
        }
        return plugin;
    }

    private static boolean needs(FoundPlugin other, String id) {
        return other.properties().dependencies().stream()
                .anyMatch(dependency -> dependency.getPluginId().equals(id) && !dependency.isOptional());
    }

    /**
     * The plugin whose place an incoming one takes; empty where it is new.
     *
     * @param updated the id of what is to be updated; empty for an installation
     */
    Optional<FoundPlugin> replaced(PluginProperties properties, Incoming incoming, Optional<String> updated) {
        String id = properties.id();
        if (!id.equals(updated.orElse(id))) {
            throw FigmentException.user(Problem.of(
                            "other-plugin",
                            incoming.source(),
                            "this is the plugin '" + id + "', not '" + updated.get() + "'")
                    .fix("install it beside the other: figment plugins install " + incoming.source()));
        }
        requireOwnPlace(id);
        Optional<FoundPlugin> old = find(id);
        if (old.isPresent()) {
            requireReplaceable(old.get(), properties, incoming, updated.isPresent());
        }
        return old;
    }

    private void requireReplaceable(FoundPlugin old, PluginProperties properties, Incoming incoming, boolean isUpdate) {
        if (!isUsers(old)) {
            throw notUsers(old);
        }
        String id = properties.id();
        if (!old.path().equals(user.zip(id))) {
            throw FigmentException.user(Problem.of(
                            "plugin-exists",
                            incoming.source(),
                            "there is a plugin '" + id + "' already, which was put" + " there by hand: " + old.path())
                    .fix("remove it first: figment plugins remove " + id));
        }
        String before = old.properties().version();
        boolean same = isSame(old, incoming);
        if (!isUpdate && !same) {
            throw FigmentException.user(Problem.of(
                            "plugin-exists", incoming.source(), "there is a plugin '" + id + "' " + before + " already")
                    .fix("bring another version with: figment plugins update " + id + " --from " + incoming.source()));
        }
        if (!same && PluginVersions.order().compare(properties.version(), before) < 0) {
            throw FigmentException.user(Problem.of(
                            "older-plugin",
                            incoming.source(),
                            "this is version " + properties.version() + ", and " + before + " is installed")
                    .fix("to go back, remove it first: figment plugins remove " + id));
        }
    }

    private static boolean isSame(FoundPlugin old, Incoming incoming) {
        try {
            return Digest.ofFile(old.path()).equals(incoming.sha256());
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** A zip with this id's name may hold a plugin of another id. */
    private void requireOwnPlace(String id) {
        for (FoundPlugin plugin : plugins) {
            if (plugin.path().equals(user.zip(id)) && !plugin.properties().id().equals(id)) {
                throw FigmentException.user(Problem.of(
                                "plugin-exists",
                                plugin.path().toString(),
                                "this is the plugin '" + plugin.properties().id() + "', and the place of '" + id + "'")
                        .fix("give the file another name"));
            }
        }
    }

    /** Refuses a plugin that lacks something here, or that others need in another version. */
    void requireFit(PluginProperties properties, Incoming incoming) {
        String figment = FigmentVersion.current();
        if (!PluginVersions.fits(figment, properties.requires())) {
            Problem problem = Dependencies.unfit(properties.requires(), figment, incoming.source());
            throw FigmentException.user(OtherVersions.beside(incoming.source(), properties, figment)
                    .map(version -> problem.fix("; version " + version + " of it, beside this one, fits"))
                    .orElse(problem));
        }
        Map<String, String> versions = versions();
        Dependencies.unmet(properties.dependencies(), versions, incoming.source())
                .ifPresent(problem -> {
                    throw FigmentException.user(problem);
                });
        versions.put(properties.id(), properties.version());
        for (FoundPlugin other : plugins) {
            if (needs(other, properties.id()) && !other.properties().id().equals(properties.id())) {
                Dependencies.unmet(
                                other.properties().dependencies(),
                                versions,
                                "the plugin '" + other.properties().id() + "'")
                        .ifPresent(problem -> {
                            throw FigmentException.user(problem.fix("; nothing was changed"));
                        });
            }
        }
    }
}
