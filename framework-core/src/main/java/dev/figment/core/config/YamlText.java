package dev.figment.core.config;

import java.util.regex.Pattern;

/** Writes scalars so that they read back as what they are. */
final class YamlText {
    private static final String WORD = "[A-Za-z0-9_./@+-]+(?::[A-Za-z0-9_./@+-]+)*";

    /** Text that nothing in YAML takes for anything else, in block and in flow style. */
    private static final Pattern PLAIN = Pattern.compile("(?=[A-Za-z_/.])(?!\\.\\.\\.)" + WORD + "(?: " + WORD + ")*");

    private static final int LONGEST_PLAIN = 200;

    private YamlText() {}

    static String of(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case NULL -> "null";
            case TEXT, BROKEN -> of(scalar.text());
            default -> scalar.text();
        };
    }

    /** Text, in quotes where it needs them. */
    static String of(String text) {
        boolean plain = text.length() <= LONGEST_PLAIN
                && PLAIN.matcher(text).matches()
                && ScalarNode.Kind.ofPlain(text) == ScalarNode.Kind.TEXT;
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
