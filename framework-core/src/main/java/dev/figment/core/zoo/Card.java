package dev.figment.core.zoo;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.core.io.Sha256;
import dev.figment.core.plugin.PluginVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is to be known about a model: the content of its {@code card.yaml}. */
@Description("A model of the zoo")
public record Card(
        @Description("The name that zoo:NAME asks for; that of the model's folder")
        String name,

        @Description("MAJOR.MINOR.PATCH") String version,

        @Description("What it does, in a word or two: image-generation")
        String task,

        @Description("One line that says what it is") String summary,

        @Description("The plugin that runs it") Needs plugin,

        @Description("The component type that takes it: components: { x: { use: … } }")
        String use,

        @Description("Every file of the model, by its path within the folder")
        Map<String, Content> files,

        @Description("The weights' licence, as an SPDX identifier")
        String licence,

        @Description("What it was trained on") TrainingData data,

        @Description("The config that trained it: a path within the model's folder, or the folder that holds the zoo")
        String training,

        @Description("How good it is") Evaluation evaluation,

        @Description("Known limits, one sentence each") @Default("[]")
        List<String> limits,

        @Description("Where it runs: cuda where it does not run on the CPU") @Default("any")
        Device device,

        @Description("What the model gave where it was made, by its ONNX file") @Default("{}")
        Map<String, Golden> golden) {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Where a model runs. */
    public enum Device {
        ANY,
        CUDA
    }

    /**
     * A plugin, and which of its versions.
     *
     * @param id the plugin's id
     * @param versions a range of versions, as in {@code >=0.1 & <0.2}
     */
    public record Needs(String id, @Default("*") String versions) {
        public Needs {
            if (!PluginVersions.isRange(versions)) {
                throw new IllegalArgumentException(
                        "versions must be a range such as '>=0.1.0 & <0.2.0', not '" + versions + "'");
            }
        }
    }

    /**
     * What a file must be.
     *
     * @param size in bytes
     * @param sha256 64 hexadecimal digits
     */
    public record Content(long size, String sha256) {
        public Content {
            if (size <= 0) {
                throw new IllegalArgumentException("size must be at least 1 byte, not " + size);
            }
            if (!SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
            }
        }

        /** What a file is. */
        public static Content of(Path file) throws IOException {
            return new Content(Files.size(file), Sha256.of(file));
        }
    }

    /**
     * A run of one of the model's ONNX files, to be run again elsewhere. An element of an output may differ from what it was
     * by {@code absolute}, and by {@code relative} more for each unit that it was from zero.
     *
     * @param file a file of the model, in the safetensors format: {@code input.NAME} and {@code output.NAME}
     */
    public record Golden(String file, double absolute, double relative) {
        public Golden {
            requireTolerance("absolute", absolute);
            requireTolerance("relative", relative);
        }

        private static void requireTolerance(String key, double tolerance) {
            if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new IllegalArgumentException(key + " must be a number from 0, not " + tolerance);
            }
        }
    }

    /**
     * A dataset that a model was trained on.
     *
     * @param source where it is published
     * @param digest {@code sha256:…} of what was read
     */
    public record TrainingData(String name, String source, String licence, String digest) {}

    /**
     * Measured numbers, and how to measure them again.
     *
     * @param config the config that measures, as a path within the model's folder; null where the numbers are those of the
     *     training's validation
     * @param command what prints the numbers
     * @param metrics by name with its unit
     */
    public record Evaluation(@Nullable String config, String command, Map<String, Double> metrics) {
        public Evaluation {
            if (config != null) {
                refuseEscape("evaluation: config", config);
            }
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }

    public Card {
        versioned(name, version);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files must name at least one");
        }
        files.keySet().forEach(file -> refuseEscape("files", file));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        limits = List.copyOf(limits);
        for (Map.Entry<String, Golden> entry : golden.entrySet()) {
            requireListed(files, "golden", entry.getKey());
            requireListed(files, "golden: file", entry.getValue().file());
        }
        golden = Collections.unmodifiableMap(new LinkedHashMap<>(golden));
    }

    /**
     * {@code NAME@VERSION}, which is what the folder of a model may be called.
     *
     * @throws IllegalArgumentException if the name is not in kebab-case, or the version not MAJOR.MINOR.PATCH
     */
    public static String versioned(String name, String version) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be in kebab-case, not '" + name + "'");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("version must be MAJOR.MINOR.PATCH, not '" + version + "'");
        }
        return name + "@" + version;
    }

    /** Bytes of all files together. */
    public long size() {
        return files.values().stream().mapToLong(Content::size).sum();
    }

    private static void requireListed(Map<String, Content> files, String key, String file) {
        if (!files.containsKey(file)) {
            throw new IllegalArgumentException(
                    key + " must name files that are listed under 'files', not '" + file + "'");
        }
    }

    private static void refuseEscape(String key, String file) {
        boolean inside = !file.isEmpty()
                && !file.startsWith("/")
                && !file.contains("\\")
                && !file.contains(":")
                && List.of(file.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!inside) {
            throw new IllegalArgumentException(
                    key + " must name paths within the model's folder, such as encoder.onnx, not '" + file + "'");
        }
    }
}
