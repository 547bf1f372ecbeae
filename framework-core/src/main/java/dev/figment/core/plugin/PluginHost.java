package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.link.PluginLinks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one process, each in its own class loader. A plugin that does not load leaves the others alone. Keep
 * the host open for as long as classes of its plugins are in use.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

    private final IsolatedPluginManager manager;
    private final PluginCache cache;
    private final List<PluginStatus> plugins = new ArrayList<>();
    private final Map<String, List<PluginDependency>> dependencies = new HashMap<>();

    private final PluginLinks links;

    private PluginHost(Path cache, String version) {
        this.cache = new PluginCache(cache);
        this.links = links(cache, version);
        this.manager = new IsolatedPluginManager(version);
    }

    /**
     * Loads every plugin in these folders; folders that do not exist are passed over.
     *
     * @param cache where zips are unpacked to; made when first needed; where it cannot be written, a temporary folder does
     */
    public static PluginHost load(List<Path> folders, Path cache) {
        return load(folders, cache, FigmentVersion.current());
    }

    static PluginHost load(List<Path> folders, Path cache, String version) {
        PluginHost host = new PluginHost(cache, version);
        folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .flatMap(folder -> PluginSource.in(folder).stream())
                .forEach(host::load);
        host.leaveOutUnmet();
        return host;
    }

    /** The packages, with their sub-packages, that a plugin sees of its host beside the JDK's. */
    public static List<String> sharedPackages() {
        return SharedClassLoader.PACKAGES;
    }

    /** What refuses plugins whose classes do not fit this Figment. */
    public static PluginLinks links(Path cache) {
        return links(cache, FigmentVersion.current());
    }

    private static PluginLinks links(Path cache, String version) {
        return new PluginLinks(SharedClassLoader.PACKAGES, version, cache);
    }

    /** How loading each went, in the order of the folders and then by name. */
    public List<PluginStatus> plugins() {
        return List.copyOf(plugins);
    }

    /** What the plugins that work bring beside their classes, by their ids, in the order of the folders. */
    public Map<String, PluginFiles> files() {
        Map<String, PluginFiles> files = new LinkedHashMap<>();
        for (PluginStatus status : plugins) {
            if (status instanceof PluginStatus.Loaded loaded) {
                loaded.files().ifPresent(found -> files.put(loaded.id(), found));
            }
        }
        return files;
    }

    // A plugin's code may throw anything, and one bad plugin must not keep the others from working.
    private void load(PluginSource source) {
        try {
            plugins.add(loaded(source));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            Problem problem = e instanceof FigmentException known
                    ? known.problems().get(0)
                    : PluginFailure.problem(e, source.path());
            LOG.debug("the plugin '{}' is left out because of", source.name(), e);
            plugins.add(new PluginStatus.Failed(source.name(), Optional.of(source.path()), problem));
        }
    }

    /** Fails plugins that need others which are not there, and then those that need these. */
    private void leaveOutUnmet() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < plugins.size(); i++) {
                if (plugins.get(i) instanceof PluginStatus.Loaded loaded) {
                    Optional<Problem> unmet = Dependencies.unmet(
                            dependencies.getOrDefault(loaded.id(), List.of()), versions(), place(loaded));
                    if (unmet.isPresent()) {
                        manager.unloadPlugin(loaded.id());
                        plugins.set(i, new PluginStatus.Failed(loaded.id(), loaded.source(), unmet.get()));
                        changed = true;
                    }
                }
            }
        }
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (PluginStatus status : plugins) {
            if (status instanceof PluginStatus.Loaded loaded) {
                versions.put(loaded.id(), loaded.version());
            }
        }
        return versions;
    }

    private static String place(PluginStatus status) {
        return status.source().map(Path::toString).orElse(status.id());
    }

    private PluginStatus loaded(PluginSource source) throws Throwable {
        Path folder = source.folder(cache);
        String id = manager.loadPlugin(folder);
        try {
            PluginWrapper plugin = manager.getPlugin(id);
            PluginDescriptor descriptor = plugin.getDescriptor();
            if (!manager.fits(plugin)) {
                throw FigmentException.user(Dependencies.unfit(
                        descriptor.getRequires(),
                        manager.getSystemVersion(),
                        source.path().toString()));
            }
            dependencies.put(id, PluginProperties.ofFolder(folder).dependencies());
            links.require(folder, !folder.equals(source.path()), source.path().toString());
            manager.startPlugin(id);
            if (plugin.getFailedException() != null) {
                throw plugin.getFailedException();
            }
            List<Contribution> contributions =
                    EntryPoint.contributions(manager.getExtensionClassNames(id), plugin.getPluginClassLoader());
            return new PluginStatus.Loaded(
                    id,
                    descriptor.getVersion(),
                    descriptor.getPluginDescription(),
                    Optional.of(source.path()),
                    contributions,
                    Optional.of(PluginFiles.in(folder)));
        } catch (Throwable e) {
            manager.unloadPlugin(id);
            throw e;
        }
    }

    /** Stops and unloads every plugin. */
    @Override
    public void close() {
        // This stops each; PF4J's stopPlugins() fails on a list that it changes while it walks it.
        manager.unloadPlugins();
    }
}
