package dev.figment.api.config;

import java.nio.file.Path;

/**
 * A config key that names a model: {@code zoo:NAME} or {@code zoo:NAME@VERSION}; {@code hf:OWNER/REPO@REVISION}, a repository
 * of the Hugging Face Hub, or {@code hf:OWNER/REPO@REVISION/FILE}; {@code https://HOST/FILE#sha256=DIGEST}; or a folder that
 * holds its files, as {@code file:///FOLDER} or as a path, resolved as an {@link InputPath} is. A reference to one file stands
 * for the file of the same ending that a component asks for.
 *
 * @param text as written
 * @param base the folder that a relative path is resolved against
 */
public record ModelRef(String text, Path base) {
    public static final String ZOO = "zoo:";

    /** Begins a reference to a repository of the Hugging Face Hub. */
    public static final String HUB = "hf:";

    @Override
    public String toString() {
        return text;
    }
}
