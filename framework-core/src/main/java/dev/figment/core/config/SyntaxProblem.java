package dev.figment.core.config;

import dev.figment.api.error.Problem;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says what a YAML parser's exception means, at the place it means. */
final class SyntaxProblem {
    private SyntaxProblem() {}

    static Problem of(JacksonException e, Mark start) {
        String said = e.getOriginalMessage();
        Mark mark = start;
        TokenStreamLocation location = e.getLocation();
        if (location != null && location.getLineNr() > 0) {
            mark = place(start, location.getLineNr(), Math.max(1, location.getColumnNr()));
        }
        if (e.getCause() instanceof MarkedYamlEngineException cause) {
            said = cause.getProblem();
            // Jackson gives the place of the token before.
            mark = cause.getProblemMark()
                    .map(exact -> place(start, exact.getLine() + 1, exact.getColumn() + 1))
                    .orElse(mark);
        }
        if (said.startsWith("Expected a property name")) {
            said = "a key must be text, not a list or a map";
        }
        return mark.problem(
                        "syntax", "not valid YAML: " + said.lines().findFirst().orElse(""))
                .fix(fix(said, start));
    }

    private static Mark place(Mark start, int line, int column) {
        return start.isOverride() ? start : start.at(line, column);
    }

    private static String fix(String said, Mark start) {
        if (said.contains("TAB")) {
            return "indent with spaces";
        }
        if (said.contains("mapping values are not allowed")) {
            return "put text that holds ': ' in quotes";
        }
        if (said.contains("but got {") || said.contains("cannot start any token")) {
            return "put the text in quotes";
        }
        return start.isOverride() ? "put the value in quotes" : "check quotes, brackets and indentation";
    }
}
