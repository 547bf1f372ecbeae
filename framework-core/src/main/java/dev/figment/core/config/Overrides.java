package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Applies {@code a.b.c=value}. An item of a list is named by its index from 0, or by its only key where no other item has
 * it: {@code steps.0.read-images.from} and {@code steps.read-images.from}. A map on the way must exist; the last key may
 * be a new one.
 */
final class Overrides {
    private final Path workingFolder;
    private final Variables variables;
    private final Problems problems;

    Overrides(Path workingFolder, Variables variables, Problems problems) {
        this.workingFolder = workingFolder;
        this.variables = variables;
        this.problems = problems;
    }

    MapNode apply(List<String> overrides, MapNode config) {
        MapNode result = config;
        for (String override : overrides) {
            try {
                result = apply(override, result);
            } catch (FigmentException e) {
                problems.add(e);
            }
        }
        return result;
    }

    private MapNode apply(String override, MapNode config) {
        Mark mark = Mark.ofOverride(override, workingFolder);
        int equals = override.indexOf('=');
        List<String> path = equals < 0
                ? List.of()
                : List.of(override.substring(0, equals).strip().split("\\.", -1));
        if (path.isEmpty() || path.contains("")) {
            throw FigmentException.user(
                    mark.problem("bad-override", "an override is KEY=VALUE").fix("write --set a.b.c=value"));
        }
        if (path.get(0).equals("extends")) {
            throw FigmentException.user(mark.problem("bad-override", "'extends' cannot be set")
                    .fix("write it in a config, or set the keys one by one"));
        }
        Node value = variables.replacedIn(YamlReader.read(override.substring(equals + 1), mark, problems));
        return (MapNode) new Change(mark, path, value).in(config, 0);
    }

    /** One change on its way down the tree. */
    private record Change(Mark mark, List<String> path, Node value) {
        Node in(Node node, int depth) {
            if (depth == path.size()) {
                return value;
            }
            if (node instanceof ListNode list) {
                return inList(list, depth);
            }
            if (node instanceof MapNode map) {
                return inMap(map, depth);
            }
            if (node.isNull()) {
                return inMap(MapNode.empty(node.mark()), depth);
            }
            throw FigmentException.user(mark.problem(
                            "unknown-path", "'" + walked(depth) + "' is " + node.described() + ", which has no keys")
                    .fix("set it as a whole: --set '" + walked(depth) + "=…'"));
        }

        private Node inMap(MapNode map, int depth) {
            String key = path.get(depth);
            boolean last = depth == path.size() - 1;
            if (!last && !map.keys().contains(key)) {
                Problem unknown = mark.problem("unknown-path", "there is no '" + key + "' in " + place(depth));
                Problem suggested = map.keys().isEmpty() ? unknown : unknown.suggesting(key, map.keys());
                throw FigmentException.user(
                        suggested.fix("to add it, set it as a whole: --set '" + walked(depth + 1) + "={…}'"));
            }
            Mark keyMark = map.keys().contains(key) ? map.keyMark(key) : mark;
            Node below = map.find(key).orElse(value);
            return map.with(key, last ? mark : keyMark, in(below, depth + 1));
        }

        private Node inList(ListNode list, int depth) {
            String name = path.get(depth);
            List<Node> items = new ArrayList<>(list.items());
            if (name.matches("\\d{1,9}")) {
                int index = Integer.parseInt(name);
                if (index >= items.size()) {
                    throw FigmentException.user(
                            mark.problem("unknown-path", place(depth) + " has no item " + name + ", counting from 0")
                                    .suggesting(name, names(list)));
                }
                items.set(index, in(items.get(index), depth + 1));
                return new ListNode(list.mark(), items);
            }
            int[] named = IntStream.range(0, items.size())
                    .filter(i ->
                            items.get(i) instanceof MapNode map && map.keys().contains(name))
                    .toArray();
            if (named.length == 0) {
                throw FigmentException.user(
                        mark.problem("unknown-path", "there is no '" + name + "' in " + place(depth))
                                .suggesting(name, names(list)));
            }
            if (named.length > 1) {
                String choices = IntStream.of(named)
                        .mapToObj(i -> walked(depth) + "." + i + "." + name)
                        .reduce((a, b) -> a + " or " + b)
                        .orElse("");
                throw FigmentException.user(mark.problem(
                                "ambiguous-path",
                                named.length + " items of " + place(depth) + " are called '" + name + "'")
                        .fix("say " + choices));
            }
            items.set(named[0], inMap((MapNode) items.get(named[0]), depth));
            return new ListNode(list.mark(), items);
        }

        /** What the items of a list can be called. */
        private static List<String> names(ListNode list) {
            return IntStream.range(0, list.items().size())
                    .mapToObj(i -> list.items().get(i) instanceof MapNode map
                                    && map.keys().size() == 1
                            ? i + "." + map.keys().iterator().next()
                            : String.valueOf(i))
                    .toList();
        }

        private String walked(int depth) {
            return String.join(".", path.subList(0, depth));
        }

        private String place(int depth) {
            return depth == 0 ? "the config" : "'" + walked(depth) + "'";
        }
    }
}
