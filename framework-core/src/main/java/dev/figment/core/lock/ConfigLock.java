package dev.figment.core.lock;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.io.KnownDigests;
import dev.figment.core.io.Sha256;
import dev.figment.core.lock.LockFile.Locked;
import dev.figment.core.lock.LockFile.LockedModel;
import dev.figment.core.lock.LockFile.LockedPlugin;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.wiring.Uses;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Locks configs to the plugins and models that are here, and compares them with those that they are locked to. */
public final class ConfigLock {
    private final List<PluginStatus> plugins;
    private final Catalog catalog;
    private final Zoo zoo;
    private final KnownDigests digests;

    /**
     * @param plugins those that are here
     * @param catalog of these plugins
     * @param cache where it is noted which files have been hashed
     */
    public ConfigLock(List<PluginStatus> plugins, Catalog catalog, Zoo zoo, Path cache) {
        this.plugins = List.copyOf(plugins);
        this.catalog = catalog;
        this.zoo = zoo;
        this.digests = new KnownDigests(cache);
    }

    /**
     * Locks a config to what it uses, in the {@code figment.lock} beside it; what that says of other configs stays.
     *
     * @return the lock file
     * @throws FigmentException if there is a lock file that is wrong, or it cannot be written
     */
    public Path lock(Path config, Uses uses) {
        Path file = LockFile.beside(config);
        LockFile before = LockFile.read(file).orElseGet(() -> new LockFile(Map.of()));
        before.with(name(config), here(uses, new Locked(Map.of(), Map.of()))).write(file);
        return file;
    }

    /**
     * Compares what a config uses with what the {@code figment.lock} beside it says of it, if there is one that does.
     *
     * @param config its file
     * @throws FigmentException if something differs, or the lock file is wrong
     */
    public void require(Path config, Uses uses) {
        Path file = LockFile.beside(config);
        Locked locked = LockFile.read(file)
                .flatMap(lock -> Optional.ofNullable(lock.configs().get(name(config))))
                .orElse(null);
        if (locked != null) {
            List<Problem> problems = new Comparison(file, config).of(locked, here(uses, locked));
            if (!problems.isEmpty()) {
                throw FigmentException.user(problems);
            }
        }
    }

    private static String name(Path config) {
        return String.valueOf(config.toAbsolutePath().normalize().getFileName());
    }

    /**
     * What a config is locked to if it is locked now.
     *
     * @param expected digests that are likely, which are then not computed again
     */
    private Locked here(Uses uses, Locked expected) {
        Map<String, LockedPlugin> lockedPlugins = new TreeMap<>();
        for (Contribution contribution : uses.contributions()) {
            String id = catalog.require(contribution.kind(), contribution.name(), "")
                    .pluginId();
            lockedPlugins.computeIfAbsent(
                    id, key -> plugin(key, expected.plugins().get(key)));
        }
        Map<String, LockedModel> models = new TreeMap<>();
        uses.models().forEach(model -> models.put(model.text(), model(model)));
        return new Locked(lockedPlugins, models);
    }

    private LockedPlugin plugin(String id, @Nullable LockedPlugin expected) {
        PluginStatus plugin = plugins.stream()
                .filter(status -> status.id().equals(id))
                .filter(status -> status.workingVersion().isPresent())
                .findFirst()
                .orElseThrow();
        String version = plugin.workingVersion().orElseThrow();
        Path source = plugin.source().orElse(null);
        if (source == null) {
            return new LockedPlugin(version, null);
        }
        String likely = expected == null || expected.sha256() == null ? "unknown" : expected.sha256();
        try {
            return new LockedPlugin(version, PluginDigest.of(source, likely, digests));
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private LockedModel model(ModelRef reference) {
        ZooModel model = zoo.resolve(reference);
        Card card = model.card().orElse(null);
        if (card == null) {
            return new LockedModel(null, files(model.folder()));
        }
        // Golden runs change nothing of what a model computes.
        Set<String> golden =
                card.golden().values().stream().map(Card.Golden::file).collect(Collectors.toSet());
        Map<String, String> files = new TreeMap<>();
        card.files().forEach((file, content) -> {
            if (!golden.contains(file)) {
                files.put(file, content.sha256());
            }
        });
        return new LockedModel(card.version(), files);
    }

    private static Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")) {
                    files.put(name, Sha256.of(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static FigmentException unreadable(Path path, IOException e) {
        return FigmentException.user(
                Problem.of("unreadable-file", path.toString(), "it cannot be read: " + e)
                        .fix("make it readable"),
                e);
    }
}
