package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.FileTree;
import dev.figment.core.plugin.archive.PluginArchive;
import dev.figment.core.plugin.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipException;

/**
 * A plugin's zip, and its content as a folder of a cache. The folder's name holds a digest of the zip's directory (every entry's name,
 * size and CRC), so that a changed zip is unpacked anew and an unchanged one is not even read. The folder appears whole,
 * also when several processes unpack at once.
 */
public final class PluginZip {
    /** The problem of a good zip for which there is no place. */
    static final String NOT_UNPACKED = "plugin-not-unpacked";

    private PluginZip() {}

    /**
     * Unpacks it, unless that has been done.
     *
     * @throws FigmentException if it is no zip, or a hostile one, or the cache cannot be written
     */
    static Path unpack(Path zip, Path cache) {
        PluginArchive archive = open(zip);
        String stem = zip.getFileName().toString().replaceFirst("(?i)\\.zip$", "");
        Path target = cache.resolve(stem + "-" + archive.fingerprint()).toAbsolutePath();
        try {
            if (!Files.isDirectory(target)) {
                unpack(archive, target);
            }
            return target;
        } catch (ZipException | RefusedArchive | IllegalArgumentException e) {
            throw bad(zip.toString(), e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of(NOT_UNPACKED, zip.toString(), "the zip cannot be unpacked to " + cache + ": " + e)
                            .fix("make that folder writable, or set FIGMENT_HOME to one that is"),
                    e);
        }
    }

    /**
     * Looks a zip through.
     *
     * @throws FigmentException if it cannot be read, or is no zip, or a hostile one
     */
    static PluginArchive open(Path zip) {
        return open(zip, zip.toString());
    }

    private static PluginArchive open(Path zip, String where) {
        try {
            return PluginArchive.open(zip);
        } catch (ZipException | RefusedArchive e) {
            throw bad(where, e);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-plugin", where, "the zip cannot be read: " + e)
                            .fix("make it readable, or remove it"),
                    e);
        }
    }

    /**
     * Unpacks a zip into a folder that is empty.
     *
     * @param where what to call the zip in messages
     * @throws FigmentException if it cannot be read, or is no zip, or a hostile one
     * @throws IOException if the folder cannot be written
     */
    public static void unpackInto(Path folder, Path zip, String where) throws IOException {
        PluginArchive archive = open(zip, where);
        try {
            archive.unpack(folder);
        } catch (ZipException | RefusedArchive | IllegalArgumentException e) {
            throw bad(where, e);
        }
    }

    private static FigmentException bad(String where, Exception e) {
        return FigmentException.user(
                e instanceof RefusedArchive
                        ? Problem.of("refused-plugin", where, "the zip is refused: " + e.getMessage())
                                .fix("ask whoever made it for a plugin without that")
                        : Problem.of("corrupt-plugin", where, "the zip is damaged: " + e.getMessage())
                                .fix("download or build it again"),
                e);
    }

    private static void unpack(PluginArchive archive, Path target) throws IOException {
        Path cache = target.getParent();
        Files.createDirectories(cache);
        Path beside = Files.createTempDirectory(cache, ".unpacking-");
        try {
            archive.unpack(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            FileTree.delete(beside);
            // Another process may have put the same content there in the meantime.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
