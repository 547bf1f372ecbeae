package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLSchema;

/**
 * Makes nodes of YAML text: the part of YAML that JSON has, in YAML's notation. Anchors, tags and further documents are
 * problems, because a value should stand where it is read.
 */
final class YamlReader {
    private static final int DEEPEST = 64;

    /** A file of nothing but aliases has a problem every few bytes. */
    private static final int MOST_PROBLEMS = 100;

    private static final String STANDARD_TAG = "tag:yaml.org,2002:";

    /** Scalars are taken as text, since what they must be is known only when they are bound. */
    private static final YAMLFactory YAML =
            YAMLFactory.builder().yamlSchema(YAMLSchema.FAILSAFE).build();

    private final int[] source;
    private final Mark start;
    private final Problems problems;
    private final YAMLParser parser;
    private int depth;
    private int reported;

    private YamlReader(int[] source, Mark start, Problems problems, YAMLParser parser) {
        this.source = source;
        this.start = start;
        this.problems = problems;
        this.parser = parser;
    }

    /**
     * Reads the one document in a text; a null scalar if there is nothing.
     *
     * @param start names the place; its line is 0 where the text has no lines worth naming
     * @throws FigmentException if the text is no YAML
     */
    static Node read(String text, Mark start, Problems problems) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            YamlReader reader = new YamlReader(text.codePoints().toArray(), start, problems, parser);
            if (parser.nextToken() == null) {
                return new ScalarNode(start, "", ScalarNode.Kind.NULL);
            }
            Node root = reader.node(start);
            if (parser.nextToken() != null) {
                reader.report(reader.here()
                        .problem("several-documents", "a second document begins here")
                        .fix("keep one document a file; remove '---'"));
            }
            return root;
        } catch (JacksonException e) {
            throw FigmentException.user(SyntaxProblem.of(e, start), e);
        }
    }

    /** The node that begins at the current token; where it is left out, it stands at {@code key}. */
    private Node node(Mark key) {
        Mark mark = here();
        if (parser.isCurrentAlias()) {
            report(mark.problem("alias", "aliases such as *" + parser.getString() + " are not supported")
                    .fix("write the value out, or in quotes if it is meant as text"));
            return new ScalarNode(mark, "", ScalarNode.Kind.BROKEN);
        }
        JsonToken token = parser.currentToken();
        refuseProperties(mark);
        if (token == JsonToken.START_OBJECT) {
            return map(mark);
        }
        if (token == JsonToken.START_ARRAY) {
            return list(mark);
        }
        return scalar(mark, key);
    }

    private Node scalar(Mark mark, Mark key) {
        String text = parser.getString();
        int index = (int) parser.currentTokenLocation().getCharOffset();
        boolean quoted = index < source.length && "'\"|>".indexOf(source[index]) >= 0;
        if (quoted) {
            return new ScalarNode(mark, text, ScalarNode.Kind.TEXT);
        }
        return new ScalarNode(text.isEmpty() ? key : mark, text, ScalarNode.Kind.ofPlain(text));
    }

    private Node list(Mark mark) {
        descend(mark);
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(here()));
        }
        depth--;
        return new ListNode(mark, items);
    }

    private Node map(Mark mark) {
        descend(mark);
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Mark keyMark = here();
            if (parser.getObjectId() != null) {
                refuseAnchor(keyMark);
            }
            parser.nextToken();
            Node value = node(keyMark);
            MapNode.Entry first = entries.putIfAbsent(key, new MapNode.Entry(keyMark, value));
            if (first != null) {
                report(keyMark.problem("duplicate-key", "the key '" + key + "' stands here twice")
                        .fix("keep this one or the one at " + first.keyMark()));
            }
        }
        depth--;
        return new MapNode(mark, entries);
    }

    private void descend(Mark mark) {
        if (++depth > DEEPEST) {
            throw FigmentException.user(
                    mark.problem("too-deep", "maps and lists are nested more than " + DEEPEST + " deep"));
        }
    }

    private void report(Problem problem) {
        problems.add(problem);
        if (++reported == MOST_PROBLEMS) {
            problems.add(here().problem("too-many-problems", "what comes after this was not read")
                    .fix("mend what is before it"));
            throw FigmentException.user(problems.sorted());
        }
    }

    private void refuseProperties(Mark mark) {
        if (parser.getTypeId() != null) {
            String tag = parser.getRawTag().replace(STANDARD_TAG, "!!");
            report(mark.problem("tag", "tags such as " + tag + " are not supported")
                    .fix("remove it, or put the value in quotes if it is meant as text"));
        }
        if (parser.getObjectId() != null) {
            refuseAnchor(mark);
        }
    }

    private void refuseAnchor(Mark mark) {
        report(mark.problem("anchor", "anchors such as &" + parser.getObjectId() + " are not supported")
                .fix("remove it and write the value out where it is needed, or share values with 'extends:'"));
    }

    private Mark here() {
        if (start.isOverride()) {
            return start;
        }
        TokenStreamLocation location = parser.currentTokenLocation();
        return start.at(location.getLineNr(), location.getColumnNr());
    }
}
