package dev.figment.train.report;

import java.util.Locale;

/** Text for HTML and SVG. */
final class Html {
    private Html() {}

    /** Text between tags, or in an attribute with double quotes. */
    static String text(String raw) {
        StringBuilder escaped = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = c == '\n' || c == '\t' || (c >= 0x20 && !(c >= 0x7f && c < 0xa0));
                    escaped.appendCodePoint(allowed ? c : 0xfffd);
                }
            }
        });
        return escaped.toString();
    }

    /** A coordinate: two decimals at most. */
    static String at(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
