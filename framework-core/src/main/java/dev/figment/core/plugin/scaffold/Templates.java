package dev.figment.core.plugin.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts with places such as {@code {{name}}} that are filled in. */
final class Templates {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Templates() {}

    /** A template, as it is. */
    static String read(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name + ".template")) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build of Figment");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(name + " of this build of Figment cannot be read", e);
        }
    }

    /** A template, filled in. */
    static String fill(String name, Map<String, String> values) {
        return PLACE.matcher(read(name))
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(value(match, values)));
    }

    private static String value(MatchResult place, Map<String, String> values) {
        String value = values.get(place.group(1));
        if (value == null) {
            throw new IllegalStateException("nothing to fill in for " + place.group());
        }
        return value;
    }
}
