package dev.figment.api;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models run.
 *
 * @param index which CUDA device; 0 for the others
 */
public record Device(Kind kind, int index) {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** The kinds of device. */
    public enum Kind {
        /** CUDA where it works, else the CPU. */
        AUTO,
        CPU,
        /** CUDA or an error, never silently the CPU. */
        CUDA
    }

    public static final Device AUTO = new Device(Kind.AUTO, 0);
    public static final Device CPU = new Device(Kind.CPU, 0);

    /**
     * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:1}.
     *
     * @throws IllegalArgumentException for anything else, saying what exists
     */
    public static Device parse(String text) {
        Matcher cuda = CUDA.matcher(text);
        if (cuda.matches()) {
            return new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
        }
        return switch (text) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default ->
                throw new IllegalArgumentException("unknown device '" + text + "': use auto, cpu, cuda or cuda:N");
        };
    }

    /** The CUDA device's number, or empty. */
    public OptionalInt cuda() {
        return kind == Kind.CUDA ? OptionalInt.of(index) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case CUDA -> index == 0 ? "cuda" : "cuda:" + index;
        };
    }
}
