package dev.figment.core.zoo.registry;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reads an {@code index.yaml}. Keys that are not known are passed over, so that an index may have more than this version
 * reads; a model whose entry is wrong is left out, with a warning, and the others stay.
 */
final class IndexFile {
    /** No greater one is read. */
    static final int MOST_BYTES = 2 << 20;

    private static final String FORMAT = "1";
    private static final Set<String> KEYS = Arrays.stream(IndexEntry.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private IndexFile() {}

    /**
     * The entries of an index.
     *
     * @param registry what to call it in messages
     * @throws FigmentException if it is no index, or one of a format that this version does not read
     */
    static List<IndexEntry> read(Path file, String registry) {
        List<IndexEntry> entries = new ArrayList<>();
        for (Node model : models(file, registry)) {
            Problems wrong = new Problems();
            @Nullable IndexEntry entry = RecordBinder.bind(model, IndexEntry.class, unknown(model), wrong);
            if (entry != null) {
                entries.add(entry);
            } else {
                LoggerFactory.getLogger(IndexFile.class)
                        .warn("a model of the registry '{}' is left out: {}", registry, wrong.sorted());
            }
        }
        return entries;
    }

    /** The entries as they are written; fails as {@link #read} does. */
    static List<Node> models(Path file, String registry) {
        Problems problems = new Problems();
        MapNode content = YamlFile.read(file, problems);
        String format = content.text("format", problems).orElse("");
        List<Node> models = content.list("models", problems);
        problems.throwIfAny();
        if (!format.equals(FORMAT)) {
            throw FigmentException.user(Problem.of(
                            "bad-index",
                            registry,
                            "the registry's index is of format '" + format + "', and " + FORMAT + " is read")
                    .fix("check that its address is that of an index.yaml, or use a newer Figment"));
        }
        return models;
    }

    private static Set<String> unknown(Node model) {
        Set<String> unknown = new HashSet<>();
        if (model instanceof MapNode map) {
            unknown.addAll(map.keys());
            unknown.removeAll(KEYS);
        }
        return unknown;
    }
}
