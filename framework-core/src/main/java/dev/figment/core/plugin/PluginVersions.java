package dev.figment.core.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/** Versions after <a href="https://semver.org">Semantic Versioning</a>, and ranges of them: {@code >=0.1.0 & <0.2.0}. */
public final class PluginVersions {
    /** The range of all versions. */
    public static final String ANY = "*";

    private static final VersionManager VERSIONS = new DefaultVersionManager();
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:[-+][0-9A-Za-z.+-]+)?");
    private static final Pattern MENTIONED = Pattern.compile("\\d+(?:\\.\\d+){0,2}");

    private PluginVersions() {}

    /** Whether it is MAJOR.MINOR.PATCH, perhaps with a label. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Whether a range is one that can be read. */
    public static boolean isRange(String text) {
        try {
            VERSIONS.checkVersionConstraint("1.0.0", text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether a version is in a range. */
    public static boolean fits(String version, String range) {
        return range.isEmpty() || range.equals(ANY) || VERSIONS.checkVersionConstraint(version, range);
    }

    /** Oldest first. */
    public static Comparator<String> order() {
        return VERSIONS::compareVersions;
    }

    /** Of the versions that a range mentions, and those just above them, one that fits and is nearest to a version. */
    public static Optional<String> nearest(String version, String range) {
        List<String> candidates = MENTIONED
                .matcher(range)
                .results()
                .map(mentioned -> padded(mentioned.group()))
                .flatMap(mentioned -> Stream.of(mentioned, next(mentioned)))
                .filter(candidate -> fits(candidate, range))
                .sorted(order())
                .toList();
        return candidates.stream()
                .filter(candidate -> VERSIONS.compareVersions(candidate, version) > 0)
                .findFirst()
                .or(() -> candidates.stream().reduce((one, other) -> other));
    }

    private static String padded(String version) {
        int parts = version.split("\\.", -1).length;
        return version + ".0".repeat(3 - parts);
    }

    private static String next(String version) {
        int dot = version.lastIndexOf('.') + 1;
        String patch = version.substring(dot);
        return patch.length() > 9 ? version : version.substring(0, dot) + (Long.parseLong(patch) + 1);
    }
}
