package dev.figment.train.loop;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went wrong in a run's folder, in words for the user. */
final class RunFolderProblems {
    private RunFolderProblems() {}

    /** The folder cannot be used at all: another has to be chosen. */
    static FigmentException opening(Path folder, IOException e) {
        return FigmentException.user(
                Problem.of("run-folder", folder.toString(), "no run can be kept in this folder: " + reason(e))
                        .fix("choose another folder with '--set to=FOLDER'"),
                e);
    }

    /** A file could not be written during the run. */
    static FigmentException writing(Path file, IOException e) {
        return FigmentException.run(
                Problem.of("run-not-written", file.toString(), "it could not be written: " + reason(e))
                        .fix("make room for it, then continue from the last checkpoint with '--resume'"),
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a part of its path is a file";
        }
        @Nullable String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }
}
