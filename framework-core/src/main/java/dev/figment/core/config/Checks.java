package dev.figment.core.config;

import dev.figment.api.config.OutputPath;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What several config records ask of their numbers. */
public final class Checks {
    private Checks() {}

    /** Refuses a number that is too small; null is left out and fine. */
    public static void atLeast(int least, String key, @Nullable Integer value) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(key + " is at least " + least + ", not " + value);
        }
    }

    /** Refuses a number outside a range. */
    public static void within(int least, int most, String key, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is from " + least + " to " + most + ", not " + value);
        }
    }

    /** Refuses a number of an image's channels that is none; null is left out and fine. */
    public static void channels(@Nullable Integer value) {
        if (value != null && value != 1 && value != 3) {
            throw new IllegalArgumentException("channels is 1 (grey) or 3 (colour), not " + value);
        }
    }

    /** Refuses a file whose name has none of these endings. */
    public static void endsWith(String key, OutputPath file, String... endings) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (Arrays.stream(endings).noneMatch(name::endsWith)) {
            throw new IllegalArgumentException(
                    key + " names a file that ends in " + String.join(" or ", endings) + ", not '" + file + "'");
        }
    }
}
