package dev.figment.core.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** What a file that is no image looks like, for a message. */
final class Beginning {
    private static final int SHOWN = 8;

    private Beginning() {}

    static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "it is empty";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 256), StandardCharsets.ISO_8859_1);
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("%PDF")) {
            return "it is a PDF";
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "it is a web page (HTML)";
        }
        if (lower.startsWith("<svg") || (lower.startsWith("<?xml") && lower.contains("<svg"))) {
            return "it is an SVG drawing, which has no pixels";
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return "it is WebP, which is not supported";
        }
        if (text.startsWith("ftyp", 4)) {
            return "it is HEIF, AVIF or a video, which are not supported";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return "it is a ZIP archive";
        }
        if (text.startsWith("\u001f\u008b")) {
            return "it is compressed with gzip";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "it is a Git LFS pointer; fetch the file itself with 'git lfs pull'";
        }
        byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
        boolean printable =
                new String(first, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return printable
                ? "it begins with '" + new String(first, StandardCharsets.US_ASCII) + "'"
                : "it begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(first);
    }
}
