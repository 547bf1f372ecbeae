package dev.figment.core.data;

import dev.figment.core.download.ContentCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The file of an asset, compressed or not: the registry has the digest of its content.
 *
 * @param sha256 of the content
 */
record AssetCheck(String sha256) implements ContentCheck {
    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public boolean certain() {
        return true;
    }

    @Override
    public String difference(Path file) throws IOException {
        long size = Files.size(file);
        try {
            String found = Content.sha256(file);
            return found.equals(sha256) ? "" : size + " bytes with sha-256 " + found + ", not " + sha256;
        } catch (IOException e) {
            return size + " bytes that cannot be unpacked (" + e.getMessage() + ")";
        }
    }
}
