package dev.figment.core.config;

import dev.figment.api.error.Problem;
import java.nio.file.Path;

/**
 * Where a value of a config came from.
 *
 * @param source the file's name as shown to the user, or the whole {@code --set …}
 * @param line from 1; 0 where there are no lines
 * @param column from 1; 0 where there are no lines
 * @param base the folder that relative input paths are resolved against
 * @param via what gave the value its text if it is not written at this place ({@code --set}, {@code env NAME},
 *     {@code default}); else empty
 */
public record Mark(String source, int line, int column, Path base, String via) {
    private static final String OVERRIDE = "--set";

    /** For values that stand in no config. */
    static final Mark NOWHERE = new Mark("", 0, 0, Path.of(""), "default");

    /** The beginning of a file, shown relative to the working folder where it is inside it. */
    static Mark ofFile(Path file, Path workingFolder) {
        Path absolute = workingFolder.resolve(file).toAbsolutePath().normalize();
        Path working = workingFolder.toAbsolutePath().normalize();
        String shown =
                absolute.startsWith(working) ? working.relativize(absolute).toString() : absolute.toString();
        Path folder = absolute.getParent();
        return new Mark(shown.replace('\\', '/'), 0, 0, folder == null ? absolute : folder, "");
    }

    /** A value given on the command line. */
    static Mark ofOverride(String text, Path workingFolder) {
        return new Mark("--set " + text, 0, 0, workingFolder, OVERRIDE);
    }

    /** What a command made of its options, in which lines and columns say nothing. */
    static Mark ofCommand(String command, Path workingFolder) {
        return new Mark(command, 0, 0, workingFolder, OVERRIDE);
    }

    Mark at(int newLine, int newColumn) {
        return new Mark(source, newLine, newColumn, base, via);
    }

    Mark via(String giver) {
        return new Mark(source, line, column, base, giver);
    }

    /** Whether this is a {@code --set}, in which lines and columns say nothing. */
    boolean isOverride() {
        return via.equals(OVERRIDE);
    }

    /** A problem at this place. */
    public Problem problem(String code, String message) {
        return Problem.of(code, toString(), message);
    }

    /** What gave the value its text, in a few words: {@code digits.yaml:7}, {@code --set}, {@code env NAME}. */
    public String origin() {
        if (!via.isEmpty()) {
            return via;
        }
        return line == 0 ? source : source + ":" + line;
    }

    /** {@code digits.yaml:7:5}, or the source alone where there are no lines. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
