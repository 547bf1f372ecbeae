package dev.figment.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Whether results arrived: {@link System#out} swallows what goes wrong. */
final class StandardOutput {
    private StandardOutput() {}

    /**
     * The exit code of a command, once its results are written. A reader that has seen enough ({@code figment schema |
     * head}) is no failure.
     */
    static int checked(int exitCode) {
        if (!System.out.checkError()) {
            return exitCode;
        }
        String reason = reason();
        if (reason.contains("Broken pipe") || reason.contains("pipe is being closed")) {
            return exitCode;
        }
        System.err.println("error: the results could not be written to standard output: " + reason);
        return Math.max(exitCode, Failures.RUN_FAILED);
    }

    /** The reason is lost; writing more gives it again. */
    private static String reason() {
        // Not closed: that would close the process's own.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write('\n');
            return "a part of them is missing";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
