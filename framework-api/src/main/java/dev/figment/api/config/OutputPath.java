package dev.figment.api.config;

import java.nio.file.Path;

/**
 * A config key that names a file or a folder to write. A relative one is resolved against the working folder.
 *
 * @param path resolved
 */
public record OutputPath(Path path) {
    @Override
    public String toString() {
        return path.toString();
    }
}
