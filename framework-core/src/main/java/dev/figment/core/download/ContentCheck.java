package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import dev.figment.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a downloaded file must be. Safe for use by several threads. */
public interface ContentCheck {
    /** Bytes of the file as it is sent; empty where that is not known. */
    OptionalLong size();

    /**
     * Whether {@link #difference} tells the right file from every other. Where it does not, parts that came in another run
     * are not gone on with.
     */
    boolean certain();

    /**
     * What differs from the file that is wanted, or empty.
     *
     * @throws IOException if the file cannot be read
     */
    String difference(Path file) throws IOException;

    /** Any file. */
    static ContentCheck any() {
        return readable(file -> {});
    }

    /** Reads a file, which fails where it is not what it should be. */
    @FunctionalInterface
    interface Reading {
        void read(Path file) throws IOException;
    }

    /** A file that can be read like this; a {@link FigmentException} says why not, too. */
    static ContentCheck readable(Reading reading) {
        return new ContentCheck() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public boolean certain() {
                return false;
            }

            @Override
            public String difference(Path file) {
                try {
                    reading.read(file);
                    return "";
                } catch (IOException | FigmentException e) {
                    return String.valueOf(e.getMessage());
                }
            }
        };
    }

    /** The file with this SHA-256, of any size. */
    static ContentCheck sha256(String sha256) {
        return sha256(sha256, OptionalLong.empty());
    }

    /**
     * The file with this size and SHA-256.
     *
     * @param sha256 64 hexadecimal digits in lower case
     */
    static ContentCheck sha256(String sha256, OptionalLong size) {
        return new ContentCheck() {
            @Override
            public OptionalLong size() {
                return size;
            }

            @Override
            public boolean certain() {
                return true;
            }

            @Override
            public String difference(Path file) throws IOException {
                long bytes = Files.size(file);
                if (size.isPresent() && bytes != size.getAsLong()) {
                    return bytes + " bytes, not " + size.getAsLong();
                }
                String found = Sha256.of(file);
                return found.equals(sha256) ? "" : bytes + " bytes with sha-256 " + found + ", not " + sha256;
            }
        };
    }
}
