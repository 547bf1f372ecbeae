package dev.figment.core.download;

import java.io.IOException;
import java.util.List;

/** No address gave a file. */
public final class DownloadException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean refused;
    private final boolean passing;

    /**
     * @param failures for each address, what went wrong at last
     * @param refused whether every server said that it does not give the file
     * @param passing whether one may give it later
     */
    DownloadException(List<String> failures, boolean refused, boolean passing) {
        super(String.join("; ", failures));
        this.refused = refused;
        this.passing = passing;
    }

    /** Whether every server said that it does not give the file: with a status from 400 to 499. */
    public boolean isRefused() {
        return refused;
    }

    /** Whether a later attempt may succeed: a server could not be reached, fell silent, or was too busy. */
    public boolean isPassing() {
        return passing;
    }
}
