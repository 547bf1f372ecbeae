package dev.figment.plugin.gpt.constrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets of JSON values (RFC 8259) on one line, with a blank at most after commas and colons. */
final class JsonLanguage {
    /** No upper bound. */
    static final int ANY = Integer.MAX_VALUE;

    /** A character that stands for itself. */
    private static final String PLAIN = "[^\"\\\\\u0000-\u001f]";

    private static final String CHARACTER = "(" + PLAIN + "|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))";
    private static final String INTEGER = "-?(0|[1-9][0-9]*)";

    private JsonLanguage() {}

    static Automaton oneOf(List<Automaton> languages) {
        return Operations.union(languages);
    }

    /** One value, as it is written without blanks. */
    static Automaton constant(JsonNode value) {
        return Automata.makeString(value.toString());
    }

    static Automaton integer() {
        return regex(INTEGER);
    }

    static Automaton number() {
        return regex(INTEGER + "(\\.[0-9]+)?([eE][+\\-]?[0-9]+)?");
    }

    /** Strings of so many characters. */
    static Automaton string(int least, int most) {
        Automaton character = regex(CHARACTER);
        Automaton text = most == ANY ? Operations.repeat(character, least) : Operations.repeat(character, least, most);
        return quoted(text);
    }

    /** Strings whose text matches an expression; characters that JSON escapes are not among them. */
    static Automaton string(String pattern, String where) {
        Automaton plain = Operations.repeat(regex(PLAIN));
        return quoted(Operations.intersection(RegularExpressions.language(pattern, where), plain));
    }

    private static Automaton quoted(Automaton text) {
        return Operations.concatenate(List.of(Automata.makeChar('"'), text, Automata.makeChar('"')));
    }

    static Automaton array(Automaton item, int least, int most) {
        Automaton further = Operations.concatenate(separator(','), item);
        Automaton all = most == ANY
                ? Operations.repeat(further, Math.max(0, least - 1))
                : Operations.repeat(further, Math.max(0, least - 1), Math.max(0, most - 1));
        Automaton items = Operations.concatenate(item, all);
        if (most == 0) {
            items = Automata.makeEmptyString();
        } else if (least == 0) {
            items = Operations.optional(items);
        }
        return Operations.concatenate(List.of(Automata.makeChar('['), items, Automata.makeChar(']')));
    }

    /** Objects with these properties in this order; those that are not required may be left out. */
    static Automaton object(Map<String, Automaton> properties, Set<String> required) {
        List<Map.Entry<String, Automaton>> all = new ArrayList<>(properties.entrySet());
        // What may follow, where something stood before and where nothing did, from the last property to the first.
        Automaton afterSome = Automata.makeEmptyString();
        Automaton afterNone = Automata.makeEmptyString();
        for (int i = all.size() - 1; i >= 0; i--) {
            String name = all.get(i).getKey();
            Automaton property = Operations.concatenate(List.of(
                    Automata.makeString(JsonMapper.shared().writeValueAsString(name)),
                    separator(':'),
                    all.get(i).getValue()));
            Automaton first = Operations.concatenate(property, afterSome);
            Automaton further = Operations.concatenate(List.of(separator(','), property, afterSome));
            boolean optional = !required.contains(name);
            afterNone = optional ? Operations.union(first, afterNone) : first;
            afterSome = optional ? Operations.union(further, afterSome) : further;
        }
        return Operations.concatenate(List.of(Automata.makeChar('{'), afterNone, Automata.makeChar('}')));
    }

    private static Automaton separator(char sign) {
        return Operations.concatenate(Automata.makeChar(sign), Operations.optional(Automata.makeChar(' ')));
    }

    private static Automaton regex(String pattern) {
        return RegularExpressions.language(pattern, "JSON");
    }
}
