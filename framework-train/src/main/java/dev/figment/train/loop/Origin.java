package dev.figment.train.loop;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run is made from, to be kept in its checkpoints and in the model.
 *
 * @param config every key of the effective config, dotted, with its value
 * @param data digests of the training and validation samples
 * @param version Figment's
 */
public record Origin(Map<String, String> config, Map<String, String> data, String version) {
    private static final String CONFIG = "config.";
    private static final String DATA = "data-digest.";
    static final String VERSION = "figment-version";

    /** Keys that may differ when a run is resumed: the weights do not depend on them, or the data's digest tells. */
    private static final Set<String> FREE = Set.of(
            "name",
            "device",
            "to",
            "steps-per-execution",
            "preview-every",
            "checkpoint-every",
            "checkpoint-steps",
            "keep-checkpoints",
            "patience",
            "best.min-delta",
            "non-finite.limit",
            "data.train",
            "data.validation");

    /** Strings for a file's metadata. */
    Map<String, String> toMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        config.forEach((key, value) -> metadata.put(CONFIG + key, value));
        data.forEach((key, value) -> metadata.put(DATA + key, value));
        metadata.put(VERSION, version);
        return metadata;
    }

    /** What a file's metadata say of it; empty where they are not of a training. */
    public static Optional<Origin> of(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(VERSION))
                .map(version -> new Origin(below(CONFIG, metadata), below(DATA, metadata), version));
    }

    private static Map<String, String> below(String prefix, Map<String, String> metadata) {
        Map<String, String> below = new TreeMap<>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /**
     * What decides the weights and is another here, in words.
     *
     * @param metadata of a file of a training
     */
    public List<String> differences(Map<String, String> metadata) {
        Map<String, String> now = new TreeMap<>(toMetadata());
        Map<String, String> then = new TreeMap<>(metadata);
        List<String> differences = new ArrayList<>();
        Set<String> keys = new TreeSet<>(now.keySet());
        keys.addAll(then.keySet());
        for (String key : keys) {
            boolean compared =
                    (key.startsWith(CONFIG) && !FREE.contains(key.substring(CONFIG.length()))) || key.startsWith(DATA);
            if (compared && !now.getOrDefault(key, "").equals(then.getOrDefault(key, ""))) {
                differences.add(key.replaceFirst("^config\\.", "") + " was " + then.getOrDefault(key, "not there")
                        + " and is now " + now.getOrDefault(key, "not there"));
            }
        }
        return differences;
    }

    /**
     * Checks that a checkpoint is of the same config and data.
     *
     * @throws FigmentException naming each difference
     * @throws IllegalArgumentException if it is no checkpoint of a training
     */
    void requireSame(Map<String, String> metadata, Path checkpoint) {
        if (!metadata.containsKey(VERSION)) {
            throw new IllegalArgumentException("it is a safetensors file, but not of a training");
        }
        List<String> differences = differences(metadata);
        if (!differences.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "other-config",
                            checkpoint.toString(),
                            "the run in this folder was begun with another config or other data: "
                                    + String.join("; ", differences))
                    .fix("resume with the config it was begun with, or begin anew with '--set to=FOLDER'"));
        }
    }
}
