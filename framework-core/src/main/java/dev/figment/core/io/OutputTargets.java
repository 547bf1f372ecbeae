package dev.figment.core.io;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a file or a folder can be put at a place at all. */
final class OutputTargets {
    private OutputTargets() {}

    /** The real place of a file. */
    static Path file(Path target) throws IOException {
        Path real = real(target);
        requireReplaceable(real, target);
        return real;
    }

    /** Refuses a place where something is that a file cannot replace. */
    static void requireReplaceable(Path real, Path target) {
        if (Files.isDirectory(real)) {
            throw FigmentException.user(
                    Problem.of("output-is-folder", target.toString(), "cannot write a file here: it is a folder")
                            .fix("name a file in it"));
        }
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            throw FigmentException.user(Problem.of(
                            "output-is-special",
                            target.toString(),
                            "cannot write a file here: it is a device or a pipe")
                    .fix("name a regular file"));
        }
    }

    /** The real place of a folder. */
    static Path folder(Path target) throws IOException {
        Path real = real(target);
        if (Files.exists(real) && !Files.isDirectory(real)) {
            throw FigmentException.user(
                    Problem.of("output-is-file", target.toString(), "cannot write a folder here: it is a file")
                            .fix("name another folder, or move the file away"));
        }
        return real;
    }

    private static Path real(Path target) throws IOException {
        return Files.exists(target)
                ? target.toRealPath()
                : target.toAbsolutePath().normalize();
    }

    /** Makes the folders above a target. */
    static void makeFolders(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
    }
}
