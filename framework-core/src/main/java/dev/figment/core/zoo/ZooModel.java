package dev.figment.core.zoo;

import java.nio.file.Path;

/**
 * A model that was found.
 *
 * @param name what it is called in messages
 */
public record ZooModel(String name, Path folder) {
    /** The path of one of its files. */
    public Path file(String file) {
        return folder.resolve(file);
    }
}
