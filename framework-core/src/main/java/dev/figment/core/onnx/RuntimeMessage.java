package dev.figment.core.onnx;

import java.util.regex.Pattern;

/** What ONNX Runtime says, without its own source files and the path that is named already. */
final class RuntimeMessage {
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern LOADING = Pattern.compile("^Load model from .*? failed:\\s*", Pattern.DOTALL);
    private static final Pattern SOURCE = Pattern.compile("^\\S+\\.(?:cc|cpp|h|hpp):\\d+ .*?\\)(?: const)? ");

    private RuntimeMessage() {}

    /** In one line. */
    static String of(Exception e) {
        String text = String.valueOf(e.getMessage());
        for (Pattern noise : new Pattern[] {CODE, LOADING, SOURCE}) {
            text = noise.matcher(text).replaceFirst("");
        }
        return text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }
}
