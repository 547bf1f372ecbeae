package dev.figment.api.config;

import java.nio.file.Path;

/**
 * A config key that names a model: {@code zoo:NAME}, {@code zoo:NAME@VERSION}, or the path of a folder that holds its
 * files, resolved as an {@link InputPath} is.
 *
 * @param text as written
 * @param base the folder that a relative path is resolved against
 */
public record ModelRef(String text, Path base) {
    public static final String ZOO = "zoo:";

    @Override
    public String toString() {
        return text;
    }
}
