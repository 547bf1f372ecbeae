package dev.figment.core.plugin.archive;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin's folder as a zip: the same bytes for the same files, whatever their times. */
public final class FolderPacker {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FolderPacker() {}

    /**
     * Packs a folder.
     *
     * @param zip must not exist
     * @throws RefusedArchive if there is a link, a device or a pipe in it, or more than the {@link ArchiveLimits} allow
     */
    public static void pack(Path folder, Path zip) throws IOException {
        Map<String, Path> files = files(folder, ArchiveLimits.PLUGINS);
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ZipOutputStream out = new ZipOutputStream(Channels.newOutputStream(channel))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                Files.copy(file.getValue(), out);
                out.closeEntry();
            }
        }
    }

    private static Map<String, Path> files(Path folder, ArchiveLimits limits) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Path root = folder.toRealPath();
        long[] bytes = {0};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!attributes.isRegularFile()) {
                    throw new RefusedArchive("its entry " + EntryNames.shown(name)
                            + (attributes.isSymbolicLink() ? " is a link" : " is a device or a pipe"));
                }
                files.put(name, file);
                bytes[0] += attributes.size();
                if (files.size() > limits.entries() || bytes[0] > limits.bytes()) {
                    throw new RefusedArchive("it holds more than a plugin may: " + limits.entries() + " files, "
                            + (limits.bytes() >> 20) + " MiB");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
