package dev.figment.core.zoo.hub;

import dev.figment.core.download.ContentCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * A file as git knows it: by the SHA-1 of {@code blob SIZE\0} and its content.
 *
 * @param id 40 hexadecimal digits
 */
record GitBlob(String id, OptionalLong size) implements ContentCheck {
    @Override
    public boolean certain() {
        return true;
    }

    @Override
    public String difference(Path file) throws IOException {
        MessageDigest digest = sha1();
        digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        return found.equals(id) ? "" : Files.size(file) + " bytes, in git " + found + ", not " + id;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }
}
