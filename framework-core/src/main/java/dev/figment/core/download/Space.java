package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.WriteProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much room there is on a disk. */
@FunctionalInterface
public interface Space {
    /** That of the disks of this machine. */
    Space OF_DISK = folder -> Files.getFileStore(folder).getUsableSpace();

    /** Bytes that can be written to this folder. */
    long usable(Path folder) throws IOException;

    /**
     * Requires room for a file or a folder that need not exist yet.
     *
     * @throws FigmentException if there is less
     */
    default void require(Path target, long bytes) {
        Path existing = target.toAbsolutePath();
        while (!Files.isDirectory(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long usable = usable(existing);
            if (usable < bytes) {
                throw FigmentException.run(Problem.of(
                                "disk-full",
                                target.toString(),
                                "there is too little space here: " + usable + " bytes, and " + bytes + " are needed")
                        .fix("free some space and run again"));
            }
        } catch (IOException e) {
            throw WriteProblems.of(target, e);
        }
    }
}
