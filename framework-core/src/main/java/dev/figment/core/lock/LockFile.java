package dev.figment.core.lock;

import dev.figment.api.config.Description;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import dev.figment.core.config.YamlWriter;
import dev.figment.core.io.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The content of {@code figment.lock}: what configs in the same folder are locked to. */
record LockFile(
        @Description("By the name of a config in this folder")
        Map<String, Locked> configs) {
    static final String NAME = "figment.lock";

    private static final String FIRST_LINE = "# What configs in this folder use. Written by: figment zoo lock CONFIG\n";

    /**
     * What one config is locked to.
     *
     * @param plugins by id
     * @param models by what the config calls them
     */
    record Locked(Map<String, LockedPlugin> plugins, Map<String, LockedModel> models) {}

    /**
     * A plugin.
     *
     * @param sha256 of its zip, or of the list of its files; null for what Figment brings itself
     */
    record LockedPlugin(String version, @Nullable String sha256) {}

    /**
     * A model.
     *
     * @param version of its card; null where it has none
     * @param files SHA-256 by file
     */
    record LockedModel(@Nullable String version, Map<String, String> files) {}

    /** Where the lock of a config is, if it has one. */
    static Path beside(Path config) {
        return config.toAbsolutePath().normalize().resolveSibling(NAME);
    }

    /**
     * Reads one.
     *
     * @return empty where there is none
     * @throws dev.figment.api.error.FigmentException if it is wrong, with all of its problems
     */
    static Optional<LockFile> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        MapNode content = YamlFile.read(file, problems);
        @Nullable LockFile lock = RecordBinder.bind(content, LockFile.class, problems);
        problems.throwIfAny();
        return Optional.ofNullable(lock);
    }

    /** The same with another entry for a config. */
    LockFile with(String config, Locked locked) {
        Map<String, Locked> changed = new TreeMap<>(configs);
        changed.put(config, locked);
        return new LockFile(changed);
    }

    void write(Path file) {
        Map<String, Object> entries = new LinkedHashMap<>();
        configs.forEach((name, locked) -> entries.put(name, yaml(locked)));
        String text = FIRST_LINE + YamlWriter.text(YamlWriter.map(Map.of("configs", entries)));
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> yaml(Locked locked) {
        Map<String, Object> plugins = new LinkedHashMap<>();
        locked.plugins().forEach((id, plugin) -> {
            Map<String, Object> keys = new LinkedHashMap<>(Map.of("version", plugin.version()));
            if (plugin.sha256() != null) {
                keys.put("sha256", plugin.sha256());
            }
            plugins.put(id, keys);
        });
        Map<String, Object> models = new LinkedHashMap<>();
        locked.models().forEach((name, model) -> {
            Map<String, Object> keys = new LinkedHashMap<>();
            if (model.version() != null) {
                keys.put("version", model.version());
            }
            keys.put("files", model.files());
            models.put(name, keys);
        });
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("plugins", plugins);
        entry.put("models", models);
        return entry;
    }
}
