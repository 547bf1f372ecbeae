package dev.figment.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A map as lines of YAML, which read back as the same map. */
final class YamlLines {
    private static final int WIDEST_LIST = 60;

    private final List<Line> lines = new ArrayList<>();

    /** One line; its origin is empty where it holds no value. */
    record Line(String text, String origin) {}

    private YamlLines() {}

    static List<Line> of(MapNode map) {
        YamlLines lines = new YamlLines();
        lines.map(map, "", "");
        return lines.lines;
    }

    /**
     * @param first what the first line begins with: the indentation, or that and the dash of a list's item
     * @param indent what the other lines begin with
     */
    private void map(MapNode map, String first, String indent) {
        if (map.entries().isEmpty()) {
            lines.add(new Line(first + "{}", map.mark().origin()));
            return;
        }
        String begin = first;
        for (var entry : map.entries().entrySet()) {
            value(entry.getValue().value(), begin + YamlText.of(entry.getKey()) + ":", indent);
            begin = indent;
        }
    }

    private void value(Node node, String head, String indent) {
        if (node instanceof MapNode map && !map.entries().isEmpty()) {
            lines.add(new Line(head, ""));
            map(map, indent + "  ", indent + "  ");
        } else if (node instanceof ListNode list && !isShort(list)) {
            lines.add(new Line(head, ""));
            list.items().forEach(item -> item(item, indent + "  "));
        } else {
            leaf(node, head + " ");
        }
    }

    private void item(Node node, String indent) {
        if (node instanceof MapNode map && !map.entries().isEmpty()) {
            map(map, indent + "- ", indent + "  ");
        } else if (node instanceof ListNode list && !isShort(list)) {
            lines.add(new Line(indent + "-", ""));
            list.items().forEach(item -> item(item, indent + "  "));
        } else {
            leaf(node, indent + "- ");
        }
    }

    private void leaf(Node node, String head) {
        if (node instanceof ListNode list && !list.items().isEmpty()) {
            lines.add(new Line(head + inline(list), list.items().get(0).mark().origin()));
        } else {
            lines.add(new Line(head + inline(node), node.mark().origin()));
        }
    }

    /** Whether a list fits into one line: few scalars that came from one place. */
    private static boolean isShort(ListNode list) {
        return list.items().stream().allMatch(ScalarNode.class::isInstance)
                && list.items().stream()
                                .map(item -> item.mark().origin())
                                .distinct()
                                .count()
                        <= 1
                && inline(list).length() <= WIDEST_LIST;
    }

    private static String inline(Node node) {
        if (node instanceof ListNode list) {
            return list.items().stream().map(YamlLines::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof ScalarNode scalar ? YamlText.of(scalar) : "{}";
    }
}
