package dev.figment.core.data;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;

/** ZIP archives, read in place. They stay open as long as the process, since datasets are never closed. */
final class Archives {
    private final Map<Path, FileSystem> open = new HashMap<>();

    /** Whether a file is named as an archive is. */
    static boolean names(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".zip");
    }

    /** The folder at an archive's top. */
    synchronized Path root(Path archive) {
        FileSystem files = open.get(archive);
        if (files == null) {
            try {
                files = FileSystems.newFileSystem(archive, Map.of());
            } catch (ZipException e) {
                throw FileDigest.unreadable(
                        archive, new IOException("it is no whole ZIP archive: " + e.getMessage(), e));
            } catch (IOException e) {
                throw FileDigest.unreadable(archive, e);
            }
            open.put(archive, files);
        }
        return files.getPath("/");
    }
}
