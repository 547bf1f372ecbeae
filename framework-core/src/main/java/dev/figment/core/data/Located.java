package dev.figment.core.data;

import dev.figment.api.config.DataRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data that has been found on this machine.
 *
 * @param name what it is called in messages
 * @param at where it is
 * @param named whether it is a named dataset, whose folders are known to be its parts
 */
record Located(String name, DataRef at, boolean named) {
    /** The files of a kind, at least one; of a named dataset also those in the folders of its folder. */
    List<Path> files(FileKind kind) {
        Optional<Path> folder = folder().filter(path -> named);
        List<Path> below = folder.map(path -> DataPaths.below(path, kind)).orElse(List.of());
        return below.isEmpty() ? DataPaths.find(at, kind) : below;
    }

    Optional<Path> folder() {
        return DataPaths.folder(at);
    }
}
