package dev.figment.core.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tells a changed file from an unchanged one without reading it: its size, its times and its place on the disk. Where
 * the system has it, the time of the last change of the file's own record is part of it, which no program can set.
 */
public final class FileStamp {
    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino";

    private FileStamp() {}

    /**
     * The stamp of a file, or of all files in a folder with their names.
     *
     * @return 16 hexadecimal digits
     */
    public static String of(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return digest(attributes(path));
        }
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files =
                Files.find(path, Integer.MAX_VALUE, (file, attributes) -> !attributes.isDirectory())) {
            for (Path file : files.sorted().toList()) {
                content.append(path.relativize(file))
                        .append('\n')
                        .append(attributes(file))
                        .append('\n');
            }
        }
        return digest(content);
    }

    private static String attributes(Path file) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(file, UNIX);
            return found.get("size") + " " + found.get("lastModifiedTime") + " " + found.get("ctime") + " "
                    + found.get("ino");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.size() + " " + found.lastModifiedTime() + " " + found.fileKey();
        }
    }

    /** FNV-1a of 64 bits: for telling contents apart, not for keeping anybody from making one of the same digest. */
    public static String digest(CharSequence content) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : content.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
