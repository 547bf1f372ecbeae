package dev.figment.core.lock;

import dev.figment.core.io.KnownDigests;
import dev.figment.core.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The SHA-256 of a plugin: of its zip; or, of a folder, that of a list of its files with theirs, sorted. */
final class PluginDigest {
    private PluginDigest() {}

    /**
     * Computes it.
     *
     * @param expected what it is thought to be; a zip that had this digest and has not changed is not read again
     */
    static String of(Path plugin, String expected, KnownDigests known) throws IOException {
        return Files.isDirectory(plugin) ? ofFolder(plugin) : known.of(plugin, expected);
    }

    private static String ofFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        StringBuilder list = new StringBuilder();
        for (Path file : files) {
            list.append(Sha256.of(file))
                    .append("  ")
                    .append(folder.relativize(file).toString().replace('\\', '/'))
                    .append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(list.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
