package dev.figment.core.plugin;

import dev.figment.api.error.Problem;
import dev.figment.core.plugin.link.PluginLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pf4j.PluginDependency;

/**
 * The plugins of one process, each in its own class loader. A plugin that does not load leaves the others alone. Keep
 * the host open for as long as classes of its plugins are in use. Safe for use by several threads.
 */
public final class PluginHost implements AutoCloseable {
    /** How long a plugin's code may take to be started, to list what it brings, or to be stopped. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PluginCache cache;
    private final PluginLoader loader;
    private final PluginIndex index;
    private final List<PluginStatus> plugins = new ArrayList<>();
    private final Map<String, List<PluginDependency>> dependencies = new HashMap<>();

    private PluginHost(Path cache, String version, Duration patience) {
        this.cache = new PluginCache(cache);
        this.loader = new PluginLoader(this.cache, links(cache, version), version, patience);
        this.index = new PluginIndex(cache, version);
    }

    /**
     * Loads every plugin in these folders; folders that do not exist are passed over.
     *
     * @param cache where zips are unpacked to; made when first needed; where it cannot be written, a temporary folder does
     */
    public static PluginHost load(List<Path> folders, Path cache) {
        return load(folders, cache, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long a plugin's code may take to be started, to list what it brings, or to be stopped
     */
    public static PluginHost load(List<Path> folders, Path cache, Duration patience) {
        return of(folders, cache, FigmentVersion.current(), patience, false);
    }

    static PluginHost load(List<Path> folders, Path cache, String version) {
        return of(folders, cache, version, PATIENCE, false);
    }

    /**
     * Finds every plugin in these folders. Those that worked when they were last loaded, and have not changed since, are
     * loaded when something of theirs is asked for.
     */
    public static PluginHost open(List<Path> folders, Path cache, Duration patience) {
        return of(folders, cache, FigmentVersion.current(), patience, true);
    }

    private static PluginHost of(List<Path> folders, Path cache, String version, Duration patience, boolean lazy) {
        PluginHost host = new PluginHost(cache, version, patience);
        folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .flatMap(folder -> PluginSource.in(folder).stream())
                .forEach(source -> host.add(source, lazy));
        host.leaveOutUnmet();
        host.index.save();
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

    /** How it stands with each, in the order of the folders and then by name. */
    public synchronized List<PluginStatus> plugins() {
        return List.copyOf(plugins);
    }

    /**
     * What the plugins that work bring beside their classes, by their ids, in the order of the folders; no plugin is loaded for
     * it.
     */
    public synchronized Map<String, PluginFiles> files() {
        Map<String, PluginFiles> files = new LinkedHashMap<>();
        for (PluginStatus status : plugins) {
            if (status instanceof PluginStatus.Loaded loaded) {
                loaded.files().ifPresent(found -> files.put(loaded.id(), found));
            } else if (status instanceof PluginStatus.Known known && known.files()) {
                known.source()
                        .map(source -> PluginFiles.in(new PluginSource(source).folder(cache)))
                        .ifPresent(found -> files.put(known.id(), found));
            }
        }
        return files;
    }

    /**
     * Whether a plugin works here in a version of this range.
     *
     * @param versions as in {@code plugin.requires}: {@code >=0.1 & <0.2}, or {@code *}
     */
    public synchronized boolean has(String id, String versions) {
        String version = versions().get(id);
        return version != null && PluginVersions.fits(version, versions);
    }

    private void add(PluginSource source, boolean lazy) {
        Optional<PluginIndex.Entry> known = lazy ? index.find(source.path()) : Optional.empty();
        if (known.isEmpty()) {
            plugins.add(loaded(source));
            return;
        }
        PluginIndex.Entry entry = known.get();
        Optional<PluginStatus> twin = twin(entry.id(), source);
        if (twin.isEmpty()) {
            dependencies.put(entry.id(), entry.dependencies());
        }
        plugins.add(twin.orElseGet(() -> new PluginStatus.Known(
                entry.id(),
                entry.version(),
                entry.description(),
                Optional.of(source.path()),
                entry.offers(),
                entry.files(),
                () -> loadedNow(source))));
    }

    /** Loads a plugin, and remembers what it brings. */
    private PluginStatus loaded(PluginSource source) {
        String stamp = PluginIndex.stamp(source.path());
        PluginLoader.Attempt attempt = loader.load(source);
        if (!(attempt.status() instanceof PluginStatus.Loaded loaded)) {
            index.remove(source.path());
            return attempt.status();
        }
        Optional<PluginStatus> twin = twin(loaded.id(), source);
        if (twin.isPresent()) {
            loader.unload(loaded.id());
            return twin.get();
        }
        dependencies.put(loaded.id(), attempt.dependencies());
        index.put(
                source.path(),
                new PluginIndex.Entry(
                        stamp,
                        loaded.id(),
                        loaded.version(),
                        loaded.description(),
                        attempt.dependencies(),
                        loaded.contributions().stream().map(Offer::of).toList(),
                        loaded.files().filter(files -> !files.isEmpty()).isPresent()));
        return loaded;
    }

    /** The failure of a plugin whose id another has that stands before it. */
    private Optional<PluginStatus> twin(String id, PluginSource source) {
        return plugins.stream()
                .filter(other -> !(other instanceof PluginStatus.Failed))
                .filter(other -> other.id().equals(id)
                        && !place(other).equals(source.path().toString()))
                .findFirst()
                .map(other -> new PluginStatus.Failed(
                        source.name(),
                        Optional.of(source.path()),
                        Problem.of(
                                        "bad-plugin",
                                        source.path().toString(),
                                        "there is a plugin '" + id + "' already, from " + place(other))
                                .fix("remove one of them")));
    }

    /** Loads a plugin that was known only, and those that it needs. */
    private synchronized PluginStatus loadedNow(PluginSource source) {
        makeLoaded(source);
        leaveOutUnmet();
        index.save();
        return plugins.get(place(source.path()));
    }

    private void makeLoaded(PluginSource source) {
        int place = place(source.path());
        if (plugins.get(place) instanceof PluginStatus.Known known) {
            plugins.set(place, loaded(source));
            for (PluginDependency needed : dependencies.getOrDefault(known.id(), List.of())) {
                for (PluginStatus other : List.copyOf(plugins)) {
                    if (other.id().equals(needed.getPluginId())) {
                        other.source().map(PluginSource::new).ifPresent(this::makeLoaded);
                    }
                }
            }
        }
    }

    private int place(Path source) {
        return plugins.stream().map(PluginStatus::source).toList().indexOf(Optional.of(source));
    }

    /** Fails plugins that need others which are not there, and then those that need these. */
    private void leaveOutUnmet() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < plugins.size(); i++) {
                PluginStatus status = plugins.get(i);
                if (!(status instanceof PluginStatus.Failed)) {
                    Optional<Problem> unmet = Dependencies.unmet(
                            dependencies.getOrDefault(status.id(), List.of()), versions(), place(status));
                    if (unmet.isPresent()) {
                        loader.unload(status.id());
                        plugins.set(i, new PluginStatus.Failed(status.id(), status.source(), unmet.get()));
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
            } else if (status instanceof PluginStatus.Known known) {
                versions.put(known.id(), known.version());
            }
        }
        return versions;
    }

    private static String place(PluginStatus status) {
        return status.source().map(Path::toString).orElse(status.id());
    }

    /** Stops and unloads every plugin. */
    @Override
    public synchronized void close() {
        loader.unloadAll();
    }
}
