package dev.figment.plugin.gpt.constrain;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.RegExp;

/** Regular expressions as most tools write them, as automata. */
final class RegularExpressions {
    private RegularExpressions() {}

    /**
     * What an expression matches as a whole.
     *
     * @param where to say in errors
     * @throws FigmentException if it is none, or has what no automaton can do
     */
    static Automaton language(String pattern, String where) {
        String written = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        if (written.endsWith("$") && !written.endsWith("\\$")) {
            written = written.substring(0, written.length() - 1);
        }
        try {
            return new RegExp(translated(written), RegExp.NONE).toAutomaton();
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-constraint", where, "this is no regular expression: " + e.getMessage())
                            .fix("brackets must be closed, and special characters that stand for themselves be"
                                    + " written with a \\ in front"),
                    e);
        }
    }

    /** In the library's syntax a quotation mark begins a literal, and groups always capture nothing. */
    private static String translated(String pattern) {
        StringBuilder out = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                out.append(escape(pattern.charAt(++i)));
            } else if (inClass) {
                inClass = c != ']';
                out.append(c == '"' ? "\\\"" : c);
            } else if (c == '(' && pattern.startsWith("(?", i)) {
                if (!pattern.startsWith("(?:", i)) {
                    throw new IllegalArgumentException("'(?' at " + i + " looks around or names a group");
                }
                out.append('(');
                i += 2;
            } else if (c == '^' || c == '$') {
                throw new IllegalArgumentException("'" + c + "' at " + i + " is neither its beginning nor its end");
            } else {
                inClass = c == '[';
                out.append(c == '"' ? "\\\"" : c);
            }
        }
        return out.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b', 'B', 'A', 'Z', 'z', 'G' -> throw new IllegalArgumentException("'\\" + c + "' matches a place");
            default -> {
                if (Character.isDigit(c)) {
                    throw new IllegalArgumentException("'\\" + c + "' refers to a group");
                }
                yield "\\" + c;
            }
        };
    }
}
