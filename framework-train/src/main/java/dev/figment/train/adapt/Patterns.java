package dev.figment.train.adapt;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names are meant: those that match one of the patterns, and none of the patterns that begin with {@code !}. In a
 * pattern {@code *} stands for any characters, dots and slashes too, and {@code ?} for one.
 */
record Patterns(List<String> patterns) {
    private static final String NOT = "!";

    Patterns {
        patterns = List.copyOf(patterns);
    }

    static Patterns of(String... patterns) {
        return new Patterns(List.of(patterns));
    }

    /** The patterns that say what is wanted, not what is not. */
    List<String> wanted() {
        return patterns.stream().filter(pattern -> !pattern.startsWith(NOT)).toList();
    }

    boolean matches(String name) {
        return wanted().stream().anyMatch(pattern -> matches(pattern, name)) && !excludes(name);
    }

    boolean excludes(String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.startsWith(NOT) && matches(pattern.substring(NOT.length()), name));
    }

    static boolean isLiteral(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    static boolean matches(String pattern, String name) {
        StringBuilder expression = new StringBuilder();
        pattern.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
