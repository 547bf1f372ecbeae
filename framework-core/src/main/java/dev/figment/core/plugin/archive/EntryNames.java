package dev.figment.core.plugin.archive;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names in one archive: each must stay inside the folder that it is unpacked to, and be another file than all others
 * on every file system, also where case does not count.
 */
final class EntryNames {
    private static final int LONGEST_PART = 255;
    private static final int MOST_PARTS = 40;

    /** What was seen, by its name without differences of case. */
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(String name, boolean folder) {}

    /**
     * Adds a name; those of folders end with a slash.
     *
     * @throws RefusedArchive if it leads outside, or collides with an earlier one
     */
    void add(String name) throws RefusedArchive {
        boolean folder = name.endsWith("/");
        String path = folder ? name.substring(0, name.length() - 1) : name;
        String[] parts = path.split("/", -1);
        requireInside(name, parts);
        StringBuilder above = new StringBuilder();
        for (int i = 0; i < parts.length - 1; i++) {
            above.append(i == 0 ? "" : "/").append(parts[i]);
            put(above.toString(), true);
        }
        if (put(path, folder) && !folder) {
            throw new RefusedArchive("its entry " + shown(name) + " is in it twice");
        }
    }

    /** Whether it was there before. */
    private boolean put(String path, boolean folder) throws RefusedArchive {
        String key = Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        Seen before = seen.putIfAbsent(key, new Seen(path, folder));
        if (before == null) {
            return false;
        }
        if (!before.name.equals(path)) {
            throw new RefusedArchive("its entries " + shown(before.name) + " and " + shown(path)
                    + " are the same file where upper and lower case are");
        }
        if (before.folder != folder) {
            throw new RefusedArchive("its entry " + shown(path) + " is both a file and a folder");
        }
        return true;
    }

    private static void requireInside(String name, String[] parts) throws RefusedArchive {
        boolean absolute = name.startsWith("/") || name.matches("(?s)[A-Za-z]:.*");
        boolean upwards = false;
        for (String part : parts) {
            upwards |= part.equals("..");
        }
        if (absolute || upwards || name.indexOf('\\') >= 0) {
            throw new RefusedArchive("its entry " + shown(name) + " would be written outside of the plugin's folder");
        }
        if (parts.length > MOST_PARTS) {
            throw new RefusedArchive("its entry " + shown(name) + " lies " + parts.length + " folders deep");
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
                throw new RefusedArchive("the name of its entry " + shown(name) + " is no path");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                throw new RefusedArchive("the name of its entry " + shown(name) + " is longer than a file's may be");
            }
        }
    }

    /** In quotes, without control characters, and not too long for a message. */
    static String shown(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "\uFFFD");
        return "'" + (visible.length() > 120 ? visible.substring(0, 117) + "…" : visible) + "'";
    }
}
