package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip's content as a folder of a cache. The folder's name holds a digest of the zip's directory (every entry's name,
 * size and CRC), so that a changed zip is unpacked anew and an unchanged one is not even read. The folder appears whole,
 * also when several processes unpack at once.
 */
final class PluginZip {
    /** The problem of a good zip for which there is no place. */
    static final String NOT_UNPACKED = "plugin-not-unpacked";

    private PluginZip() {}

    /**
     * Unpacks it, unless that has been done.
     *
     * @throws FigmentException if it is no zip, or the cache cannot be written
     */
    static Path unpack(Path zip, Path cache) {
        try (ZipFile file = open(zip)) {
            String stem = zip.getFileName().toString().replaceFirst("(?i)\\.zip$", "");
            Path target = cache.resolve(stem + "-" + digest(file)).toAbsolutePath();
            if (!Files.isDirectory(target)) {
                unpack(file, target);
            }
            return target;
        } catch (ZipException | IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("corrupt-plugin", zip.toString(), "the zip is damaged: " + e.getMessage())
                            .fix("download or build it again"),
                    e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of(NOT_UNPACKED, zip.toString(), "the zip cannot be unpacked to " + cache + ": " + e)
                            .fix("make that folder writable, or set FIGMENT_HOME to one that is"),
                    e);
        }
    }

    private static ZipFile open(Path zip) throws ZipException {
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            throw e;
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-plugin", zip.toString(), "the zip cannot be read: " + e)
                            .fix("make it readable, or remove it"),
                    e);
        }
    }

    /** FNV-1a of 64 bits: a cryptographic digest would cost more at start than the rest of loading a plugin. */
    private static String digest(ZipFile zip) {
        long hash = 0xCBF29CE484222325L;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String line = entry.getName() + "\n" + entry.getSize() + " " + entry.getCrc() + "\n";
            for (byte b : line.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static void unpack(ZipFile zip, Path target) throws IOException {
        Path cache = target.getParent();
        Files.createDirectories(cache);
        Path beside = Files.createTempDirectory(cache, ".unpacking-");
        try {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                unpack(zip, entries.nextElement(), beside);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            delete(beside);
            // Another process may have put the same content there in the meantime.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder) || entry.getName().contains("\\")) {
            throw new ZipException(
                    "its entry '" + entry.getName() + "' would be written outside of the plugin's folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        try (InputStream in = zip.getInputStream(entry);
                CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
                FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(file)) {
            checked.transferTo(out);
            file.force(true);
            if (checked.getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of its entry '" + entry.getName() + "' does not match");
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
