package dev.figment.core.image;

import org.jspecify.annotations.Nullable;

/** Bytes that are no image, or a damaged one; the message says which. */
final class UnreadableImage extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableImage(String message) {
        this(message, null);
    }

    UnreadableImage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
