package dev.figment.core.plugin.archive;

import java.io.IOException;

/** An archive that is whole and yet must not be unpacked; the message says what is in it. */
public final class RefusedArchive extends IOException {
    private static final long serialVersionUID = 1;

    RefusedArchive(String message) {
        super(message);
    }
}
