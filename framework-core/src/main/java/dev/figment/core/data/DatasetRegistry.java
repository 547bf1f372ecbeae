package dev.figment.core.data;

import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The named datasets.
 *
 * @param datasets by name
 */
public record DatasetRegistry(Map<String, Entry> datasets) {
    private static final String RESOURCE = "datasets.yaml";

    /**
     * A dataset.
     *
     * @param title what it is, in a few words
     * @param licence as its source states it
     * @param homepage where to read about it
     * @param splits its parts by name: train, test
     */
    public record Entry(String title, String licence, String homepage, Map<String, Split> splits) {}

    /** A part of a dataset: images and the label of each, both in IDX format. */
    public record Split(Asset images, Asset labels) {}

    /**
     * A file.
     *
     * @param file its place below a data folder, with forward slashes; the name ends in {@code .gz}
     * @param sha256 of the uncompressed content, so that a copy that was compressed otherwise is the same file
     * @param bytes of the uncompressed content
     * @param addresses where to download it, the first that answers
     */
    public record Asset(String file, String sha256, long bytes, List<String> addresses) {}

    /** The registry that comes with Figment. */
    public static DatasetRegistry bundled() {
        try (InputStream yaml = Objects.requireNonNull(DatasetRegistry.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new YAMLMapper().readValue(yaml, DatasetRegistry.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The split that {@code data:NAME/SPLIT} names.
     *
     * @throws FigmentException if there is no such dataset or split; it lists what there is
     */
    public Split split(String reference) {
        String path = reference.substring(DataRef.SCHEME.length());
        TreeSet<String> all = new TreeSet<>();
        datasets.forEach((name, entry) ->
                entry.splits().keySet().forEach(split -> all.add(DataRef.SCHEME + name + "/" + split)));
        int slash = path.indexOf('/');
        Entry entry = datasets.get(slash < 0 ? path : path.substring(0, slash));
        Split split = entry == null || slash < 0 ? null : entry.splits().get(path.substring(slash + 1));
        if (split == null) {
            throw FigmentException.user(Problem.of("unknown-dataset", "", "there is no dataset '" + reference + "'")
                    .suggesting(reference, all)
                    .fix("a file or folder of your own is named by its path"));
        }
        return split;
    }
}
