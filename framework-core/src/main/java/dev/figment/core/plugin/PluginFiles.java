package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.core.data.DatasetRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plugin brings beside its classes: models in {@code zoo}, configs in {@code configs}, and datasets in {@code
 * datasets.yaml}, whose files may lie in {@code data}.
 *
 * @param folder the plugin's, where a zip is unpacked
 */
public record PluginFiles(Path folder, DatasetRegistry datasets) {
    private static final String DATASETS = "datasets.yaml";

    /**
     * Those of a plugin; its models and configs are not read.
     *
     * @throws FigmentException if its list of datasets is wrong
     */
    static PluginFiles in(Path folder) {
        Path file = folder.resolve(DATASETS);
        return new PluginFiles(folder, Files.exists(file) ? DatasetRegistry.read(file) : new DatasetRegistry(Map.of()));
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return datasets.datasets().isEmpty() && !Files.isDirectory(zoo()) && !Files.isDirectory(configs());
    }

    /** The folder of its models, which need not be there. */
    public Path zoo() {
        return folder.resolve("zoo");
    }

    /** The folder of its datasets' files, which need not be there. */
    public Path data() {
        return folder.resolve("data");
    }

    /** The folder of its configs, which need not be there. */
    public Path configs() {
        return folder.resolve("configs");
    }

    /** The paths of its configs within their folder, sorted. */
    public List<String> configNames() {
        return Files.isDirectory(configs())
                ? walk(configs())
                        .filter(path -> path.toString().endsWith(".yaml"))
                        .map(path -> configs().relativize(path).toString())
                        .sorted()
                        .toList()
                : List.of();
    }

    /** The names of its models, sorted. */
    public List<String> modelNames() {
        return Files.isDirectory(zoo())
                ? walk(zoo())
                        .filter(path -> path.getFileName().toString().equals("card.yaml"))
                        .flatMap(path -> Optional.ofNullable(path.getParent()).stream())
                        .filter(model -> zoo().equals(model.getParent()))
                        .map(model -> model.getFileName().toString())
                        .sorted()
                        .toList()
                : List.of();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
