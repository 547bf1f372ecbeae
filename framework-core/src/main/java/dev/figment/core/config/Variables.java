package dev.figment.core.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${env:NAME:-default}} in scalars. As in a shell, the default also stands for
 * an empty variable. The text that comes out is read as if it had been written without quotes.
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^}]*)}");
    private static final Pattern CONTENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

    private final Function<String, @Nullable String> environment;
    private final Problems problems;

    Variables(Function<String, @Nullable String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The same tree with all variables replaced. */
    Node replacedIn(Node node) {
        if (node instanceof MapNode map) {
            Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
            map.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new MapNode.Entry(entry.keyMark(), replacedIn(entry.value()))));
            return new MapNode(map.mark(), entries);
        }
        if (node instanceof ListNode list) {
            return new ListNode(
                    list.mark(), list.items().stream().map(this::replacedIn).toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.text().contains("${env:") ? replaced(scalar) : scalar;
    }

    private ScalarNode replaced(ScalarNode scalar) {
        Matcher reference = REFERENCE.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        StringBuilder names = new StringBuilder("env");
        boolean whole = true;
        int references = 0;
        while (reference.find()) {
            references++;
            Matcher content = CONTENT.matcher(reference.group(1));
            String value = content.matches() ? value(content, scalar.mark()) : malformed(scalar);
            whole &= value != null;
            if (content.matches()) {
                names.append(' ').append(content.group(1));
            }
            reference.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
        }
        reference.appendTail(text);
        if (references == 0) {
            whole = malformed(scalar) != null;
        }
        String result = text.toString();
        ScalarNode.Kind kind = result.isEmpty() ? ScalarNode.Kind.TEXT : ScalarNode.Kind.ofPlain(result);
        return new ScalarNode(scalar.mark().via(names.toString()), result, whole ? kind : ScalarNode.Kind.BROKEN);
    }

    private @Nullable String value(Matcher content, Mark mark) {
        String name = content.group(1);
        String value = environment.apply(name);
        String otherwise = content.group(2);
        if (otherwise != null) {
            return value == null || value.isEmpty() ? otherwise : value;
        }
        if (value == null) {
            problems.add(mark.problem("missing-variable", "the environment variable " + name + " is not set")
                    .fix("set it, or write ${env:" + name + ":-DEFAULT}"));
        }
        return value;
    }

    private @Nullable String malformed(ScalarNode scalar) {
        problems.add(scalar.mark()
                .problem("bad-variable", "not a reference to an environment variable: " + scalar.text())
                .fix("write ${env:NAME} or ${env:NAME:-DEFAULT}"));
        return null;
    }
}
