package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.link.PluginLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads plugins one by one, and lets them go. Whatever goes wrong with one is said of it, and is no error of the others. */
final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final IsolatedPluginManager manager;
    private final PluginCache cache;
    private final PluginLinks links;

    PluginLoader(PluginCache cache, PluginLinks links, String figment, Duration limit) {
        this.cache = cache;
        this.links = links;
        this.manager = new IsolatedPluginManager(figment, limit);
    }

    /**
     * How loading one went.
     *
     * @param dependencies what it needs; empty where it does not work
     */
    record Attempt(PluginStatus status, List<PluginDependency> dependencies) {
        Attempt {
            dependencies = List.copyOf(dependencies);
        }
    }

    /** Loads a plugin; it may throw anything, and that is then its problem. */
    Attempt load(PluginSource source) {
        try {
            return loaded(source);
        } catch (Throwable e) {
            Problem problem = e instanceof FigmentException known
                    ? known.problems().get(0)
                    : PluginFailure.problem(e, source.path());
            LOG.debug("the plugin '{}' is left out because of", source.name(), e);
            return failed(source.name(), source, problem);
        }
    }

    private static Attempt failed(String id, PluginSource source, Problem problem) {
        return new Attempt(new PluginStatus.Failed(id, Optional.of(source.path()), problem), List.of());
    }

    private Attempt loaded(PluginSource source) throws Throwable {
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
            ClassLoader loader = plugin.getPluginClassLoader();
            ((ConfinedClassLoader) loader)
                    .confine(links.require(
                            folder, !folder.equals(source.path()), source.path().toString()));
            manager.startPlugin(id);
            Optional<Throwable> failure = ((GuardedPlugin) plugin.getPlugin()).startFailure();
            if (failure.isPresent()) {
                throw failure.get();
            }
            List<Contribution> contributions =
                    EntryPoint.contributions(manager.getExtensionClassNames(id), loader, manager.guard(id));
            PluginStatus status = new PluginStatus.Loaded(
                    id,
                    descriptor.getVersion(),
                    descriptor.getPluginDescription(),
                    Optional.of(source.path()),
                    contributions,
                    Optional.of(PluginFiles.in(folder)));
            return new Attempt(status, PluginProperties.ofFolder(folder).dependencies());
        } catch (Throwable e) {
            unload(id);
            throw e;
        }
    }

    /**
     * Stops a plugin, if it was started, and lets it go.
     *
     * @return what went wrong
     */
    List<Problem> unload(String id) {
        PluginWrapper plugin = manager.getPlugin(id);
        if (plugin == null) {
            return List.of();
        }
        String where = plugin.getPluginPath().toString();
        boolean started = plugin.getPluginState().isStarted();
        GuardedPlugin guarded = started ? (GuardedPlugin) plugin.getPlugin() : null;
        manager.unloadPlugin(id);
        List<String> threads = manager.guard(id).end();
        List<Problem> problems = new ArrayList<>();
        Optional<Throwable> failure = guarded == null ? Optional.empty() : guarded.stopFailure();
        failure.ifPresent(thrown -> problems.add(
                PluginFailure.problem(thrown, plugin.getPluginPath()).fix("it was let go all the same")));
        if (failure.isEmpty() && !threads.isEmpty()) {
            problems.add(Problem.of(
                            "plugin-threads",
                            where,
                            "it leaves threads running that do not end when they are interrupted: "
                                    + String.join(", ", threads))
                    .fix("tell its author: what start() begins, stop() has to end; the command ends all the same"));
        }
        return problems;
    }

    /** Lets all plugins go; what went wrong is logged, with the plugin's id. */
    void unloadAll() {
        for (PluginWrapper plugin : List.copyOf(manager.getPlugins())) {
            String id = plugin.getPluginId();
            unload(id).forEach(problem -> LOG.warn("the plugin '{}' does not stop as it should: {}", id, problem));
        }
    }
}
