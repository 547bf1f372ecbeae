package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads a plugin beside those that are there, before it takes its place. */
final class Trial {
    private final List<Path> folders;
    private final Path cache;
    private final FigmentPlugin builtIn;
    private final Duration patience;

    Trial(List<Path> folders, Path cache, FigmentPlugin builtIn, Duration patience) {
        this.folders = folders;
        this.cache = cache;
        this.builtIn = builtIn;
        this.patience = patience;
    }

    /**
     * Loads it and lets it go.
     *
     * @param folder has nothing but the plugin, unpacked
     * @param where what to call it in messages
     * @throws FigmentException if it does not load, brings what another brings, or takes too long
     */
    void load(Path folder, String where) {
        Optional<Problem> problem = problem(folder);
        if (problem.isPresent()) {
            throw FigmentException.user(problem.get().at(where));
        }
    }

    private Optional<Problem> problem(Path folder) {
        List<Path> all = new ArrayList<>();
        all.add(folder);
        all.addAll(folders);
        try (PluginHost host = PluginHost.open(all, cache, patience)) {
            PluginStatus tried = host.plugins().get(0);
            if (tried instanceof PluginStatus.Failed failed) {
                return Optional.of(failed.problem());
            }
            List<PluginStatus> statuses = new ArrayList<>(host.plugins());
            statuses.add(PluginStatus.Loaded.builtIn(builtIn));
            Set<Problem> before = new HashSet<>(
                    Catalog.of(statuses.subList(1, statuses.size())).collisions());
            return Catalog.of(statuses).collisions().stream()
                    .filter(collision -> !before.contains(collision))
                    .findFirst();
        }
    }
}
