package dev.figment.core.io;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** What went wrong while a file was written, in words for the user. */
public final class WriteProblems {
    private WriteProblems() {}

    /** The problem for what could not be written. */
    public static FigmentException of(Path target, IOException e) {
        String where = target.toString();
        String reason = reason(e);
        if (e instanceof AccessDeniedException || reason.contains("read-only")) {
            return FigmentException.user(
                    Problem.of("output-not-writable", where, "cannot write here: permission denied")
                            .fix("choose another place, or make the folder writable"),
                    e);
        }
        if (e instanceof FileAlreadyExistsException || reason.contains("not a directory")) {
            return FigmentException.user(
                    Problem.of("output-below-file", where, "cannot write here: a part of the path is a file")
                            .fix("choose another place"),
                    e);
        }
        if (reason.contains("no space") || reason.contains("not enough space") || reason.contains("quota")) {
            return FigmentException.run(
                    Problem.of("disk-full", where, "cannot write here: the disk is full")
                            .fix("free some space and run again"),
                    e);
        }
        if (reason.contains("file too large")) {
            return FigmentException.run(
                    Problem.of("output-too-large", where, "cannot write here: the file would be larger than it may be")
                            .fix("raise the limit ('ulimit -f'), or write to another file system"),
                    e);
        }
        return FigmentException.run(Problem.of("output-failed", where, "cannot write here: " + e.getMessage()), e);
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        return reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    }
}
