package dev.figment.api.error;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong, in words that its reader can act on.
 *
 * @param code a stable name for this kind of problem, in kebab-case: {@code unknown-key}
 * @param where a place such as {@code digits.yaml:7:5} or a file's name; empty where there is none
 * @param message what was asked and what is wrong with it, without a full stop at the end
 * @param exists what could have been asked for instead; may be empty
 * @param fix what to do, an instruction or a command; may be empty
 */
public record Problem(String code, String where, String message, List<String> exists, String fix) {
    private static final int MOST_LISTED = 12;

    public Problem {
        exists = List.copyOf(exists);
    }

    public static Problem of(String code, String where, String message) {
        return new Problem(code, where, message, List.of(), "");
    }

    /** The same problem, followed by what exists and, where one of them is close to what was asked, "did you mean". */
    public Problem suggesting(String asked, Collection<String> options) {
        List<String> sorted = options.stream().sorted().toList();
        String nearest = Nearest.to(asked, sorted)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("");
        return new Problem(code, where, message, sorted, fix.isEmpty() ? nearest : nearest + " " + fix);
    }

    public Problem fix(String instruction) {
        String joined = fix.isEmpty() ? instruction : fix + " " + instruction;
        return new Problem(code, where, message, exists, joined);
    }

    public Problem at(String place) {
        return new Problem(code, place, message, exists, fix);
    }

    /** {@code where: message; there is: a, b; did you mean 'a'? fix}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!where.isEmpty()) {
            text.append(where).append(": ");
        }
        text.append(message);
        if (!exists.isEmpty()) {
            text.append("; there is: ")
                    .append(exists.stream().limit(MOST_LISTED).collect(Collectors.joining(", ")));
            if (exists.size() > MOST_LISTED) {
                text.append(" and ").append(exists.size() - MOST_LISTED).append(" more");
            }
        }
        if (!fix.isEmpty()) {
            text.append("; ").append(fix.strip());
        }
        return text.toString();
    }
}
