package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The digest of several files: of their names and contents, in order. */
final class FileDigest {
    private FileDigest() {}

    /**
     * @throws FigmentException if a file cannot be read
     */
    static String of(List<Path> files) {
        Sha256 digest = new Sha256();
        byte[] buffer = new byte[1 << 16];
        for (Path file : files) {
            byte[] header = (file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(header, header.length);
            try (InputStream content = Files.newInputStream(file)) {
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    digest.update(buffer, read);
                }
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return "sha256:" + digest.hex();
    }

    static FigmentException unreadable(Path file, IOException e) {
        return FigmentException.user(
                Problem.of("unreadable-file", file.toString(), "cannot read this file: " + e.getMessage()), e);
    }
}
