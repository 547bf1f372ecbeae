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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads a plugin beside those that are there, before it takes its place. */
final class Trial {
    private final List<Path> folders;
    private final Path cache;
    private final FigmentPlugin builtIn;
    private final Duration longest;

    Trial(List<Path> folders, Path cache, FigmentPlugin builtIn, Duration longest) {
        this.folders = folders;
        this.cache = cache;
        this.builtIn = builtIn;
        this.longest = longest;
    }

    /**
     * Loads it and lets it go.
     *
     * @param folder has nothing but the plugin, unpacked
     * @param where what to call it in messages
     * @throws FigmentException if it does not load, brings what another brings, or does not come to an end
     */
    void load(Path folder, String where) {
        CompletableFuture<Optional<Problem>> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(problem(folder));
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "plugin-trial");
        // A plugin that hangs must not keep the process from ending.
        thread.setDaemon(true);
        thread.start();
        try {
            Optional<Problem> problem = result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (problem.isPresent()) {
                throw FigmentException.user(problem.get().at(where));
            }
        } catch (TimeoutException e) {
            thread.interrupt();
            throw FigmentException.user(
                    Problem.of("plugin-hangs", where, "loading it did not end within " + longest.toSeconds() + " s")
                            .fix("tell its author; nothing was changed"),
                    e);
        } catch (ExecutionException e) {
            throw FigmentException.user(
                    Problem.of("bad-plugin", where, "loading it ends with " + e.getCause())
                            .fix("tell its author; nothing was changed"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FigmentException.run(Problem.of("interrupted", where, "the trial was interrupted"), e);
        }
    }

    private Optional<Problem> problem(Path folder) {
        List<Path> all = new ArrayList<>();
        all.add(folder);
        all.addAll(folders);
        try (PluginHost host = PluginHost.load(all, cache)) {
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
