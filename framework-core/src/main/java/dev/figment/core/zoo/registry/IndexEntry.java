package dev.figment.core.zoo.registry;

import dev.figment.api.config.Description;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** One version of a model, as an index lists it. */
@Description("A model of a registry")
public record IndexEntry(
        @Description("As in its card: kebab-case") String name,

        @Description("As in its card: MAJOR.MINOR.PATCH") String version,

        @Description("As in its card") String task,

        @Description("As in its card: one line") String summary,

        @Description("As in its card: an SPDX identifier") String licence,

        @Description("The folder of its card.yaml, relative to the index or a whole address")
        String address,

        @Description("Bytes of all files together") long size,

        @Description("SHA-256 of its card.yaml; the card has those of the other files")
        String sha256) {
    /** Newest first, then by name. */
    public static final Comparator<IndexEntry> BY_NAME_NEWEST_FIRST = Comparator.comparing(IndexEntry::name)
            .thenComparing((one, other) -> compareVersions(other.version(), one.version()));

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public IndexEntry {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be in kebab-case, not '" + name + "'");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("version must be MAJOR.MINOR.PATCH, not '" + version + "'");
        }
        if (size <= 0) {
            throw new IllegalArgumentException("size must be at least 1 byte, not " + size);
        }
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
        }
        URI.create(address);
    }

    /** Compares MAJOR.MINOR.PATCH, newer being greater. */
    public static int compareVersions(String one, String other) {
        return ModuleDescriptor.Version.parse(one).compareTo(ModuleDescriptor.Version.parse(other));
    }

    /** Whether its name, task, summary or licence has all of these words, in either case. */
    public boolean matches(String words) {
        String all = String.join(" ", name, task, summary, licence).toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
