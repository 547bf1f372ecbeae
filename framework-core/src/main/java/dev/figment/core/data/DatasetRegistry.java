package dev.figment.core.data;

import static java.util.Objects.requireNonNull;

import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The named datasets.
 *
 * @param datasets by name
 */
public record DatasetRegistry(Map<String, Entry> datasets) {
    private static final String RESOURCE = "datasets.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public DatasetRegistry {
        datasets.forEach((name, entry) -> {
            require(NAME, name, "the name of a dataset");
            entry.splits().keySet().forEach(split -> require(NAME, split, "the name of a split"));
        });
    }

    private static void require(Pattern pattern, String name, String what) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "datasets: " + what + " must be in lower-case letters, digits and hyphens, not '" + name + "'");
        }
    }

    /**
     * A dataset.
     *
     * @param title what it is, in a few words
     * @param licence as its source states it
     * @param homepage where to read about it
     * @param splits its parts by name: train, test
     */
    public record Entry(String title, String licence, String homepage, Map<String, Split> splits) {}

    /**
     * A part of a dataset: images and the label of each, both in IDX format; or one file of another format, such as a ZIP
     * archive or a text.
     *
     * @param within the folder or file in the archive; the archive itself where it is null
     */
    public record Split(
            @Nullable Asset images,
            @Nullable Asset labels,
            @Nullable Asset file,
            @Nullable String within) {
        public Split {
            if ((images == null) != (labels == null) || (images == null) == (file == null)) {
                throw new IllegalArgumentException("a split has images and labels, or a file");
            }
        }

        /** Images and labels in IDX format. */
        static Split idx(Asset images, Asset labels) {
            return new Split(images, labels, null, null);
        }
    }

    /**
     * What a reference names.
     *
     * @param rest what stands after the split: a path or a glob within it; may be empty
     */
    record Named(Split split, String rest) {}

    /**
     * A file.
     *
     * @param file its place below a data folder, with forward slashes
     * @param sha256 of the content, uncompressed if the name ends in {@code .gz}, so that a copy that was compressed
     *     otherwise is the same file
     * @param bytes of that content
     * @param addresses where to download it, the first that answers; empty where it has to be put into the data folder
     */
    public record Asset(
            String file,
            String sha256,
            long bytes,
            @Default("[]") List<String> addresses) {
        public Asset {
            boolean inside = !file.contains("\\")
                    && !file.contains(":")
                    && Stream.of(file.split("/", -1))
                            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
            if (!inside) {
                throw new IllegalArgumentException("file must be a path below a data folder, not '" + file + "'");
            }
            if (!SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
            }
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes must be at least 1, not " + bytes);
            }
            addresses = List.copyOf(addresses);
        }
    }

    /** The registry that comes with Figment. */
    public static DatasetRegistry bundled() {
        try (InputStream yaml = requireNonNull(DatasetRegistry.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new YAMLMapper().readValue(yaml, DatasetRegistry.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a registry that somebody else has written.
     *
     * @throws FigmentException with everything that is wrong with it
     */
    public static DatasetRegistry read(Path file) {
        Problems problems = new Problems();
        DatasetRegistry registry = RecordBinder.bind(YamlFile.read(file, problems), DatasetRegistry.class, problems);
        problems.throwIfAny();
        return requireNonNull(registry);
    }

    /** These, and others by names that are not taken yet. */
    public DatasetRegistry and(DatasetRegistry others) {
        Map<String, Entry> all = new LinkedHashMap<>(others.datasets);
        all.putAll(datasets);
        return new DatasetRegistry(all);
    }

    /**
     * What {@code data:NAME/SPLIT} or {@code data:NAME/SPLIT/PATH} names.
     *
     * @throws FigmentException if there is no such dataset or split; it lists what there is
     */
    Named named(String reference) {
        String path = reference.substring(DataRef.SCHEME.length());
        TreeSet<String> all = new TreeSet<>();
        datasets.forEach((name, entry) ->
                entry.splits().keySet().forEach(split -> all.add(DataRef.SCHEME + name + "/" + split)));
        String[] parts = path.split("/", 3);
        Entry entry = datasets.get(parts[0]);
        Split split = entry == null || parts.length < 2 ? null : entry.splits().get(parts[1]);
        if (split == null || (parts.length > 2 && !isArchive(split))) {
            throw FigmentException.user(Problem.of("unknown-dataset", "", "there is no dataset '" + reference + "'")
                    .suggesting(reference, all)
                    .fix("a file or folder of your own is named by its path"));
        }
        return new Named(split, parts.length > 2 ? parts[2] : "");
    }

    private static boolean isArchive(Split split) {
        Asset file = split.file();
        return file != null && file.file().endsWith(".zip");
    }

    /**
     * The split that a reference names.
     *
     * @throws FigmentException as {@link #named}
     */
    public Split split(String reference) {
        return named(reference).split();
    }
}
