package dev.figment.api.config;

import java.nio.file.Path;

/**
 * A config key that names data: {@code data:NAME/SPLIT}, or a file, folder or glob, which is resolved as an
 * {@link InputPath} is.
 *
 * @param text as written
 * @param base the folder that a relative path is resolved against
 */
public record DataRef(String text, Path base) {
    public static final String SCHEME = "data:";

    /** Whether this is {@code data:NAME/SPLIT}. */
    public boolean named() {
        return text.startsWith(SCHEME);
    }

    @Override
    public String toString() {
        return text;
    }
}
