package dev.figment.api.config;

import java.nio.file.Path;

/**
 * A config key that names a file or a folder to read. A relative one is resolved against the folder of the config file
 * that it stands in (against the working folder, if it was given on the command line).
 *
 * @param path resolved
 */
public record InputPath(Path path) {
    @Override
    public String toString() {
        return path.toString();
    }
}
