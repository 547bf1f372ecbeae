package dev.figment.core.config;

import dev.figment.api.plugin.Contribution;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes out the defaults of keys that a config leaves out, so that they can be shown. */
final class Defaults {
    private final Problems problems;

    Defaults(Problems problems) {
        this.problems = problems;
    }

    /** A whole config; what names no known contribution stays as it is. */
    MapNode filled(MapNode config, ConfigShape shape) {
        MapNode result = (MapNode) filled(config, RecordShape.of(shape.top()), shape.sectionKeys());
        for (ConfigShape.Section section : shape.sections()) {
            Node value = result.find(section.key()).orElse(null);
            if (value != null) {
                result = result.with(section.key(), result.keyMark(section.key()), filled(value, section, shape));
            }
        }
        return result;
    }

    private Node filled(Node value, ConfigShape.Section section, ConfigShape shape) {
        if (section == ConfigShape.Section.RECIPE) {
            return byKey(value, section, shape);
        }
        if (value instanceof MapNode map && section == ConfigShape.Section.COMPONENTS) {
            MapNode result = map;
            for (String name : map.keys()) {
                Node component = map.find(name).orElse(map);
                result = result.with(name, map.keyMark(name), byKey(component, section, shape));
            }
            return result;
        }
        if (value instanceof ListNode list && section == ConfigShape.Section.STEPS) {
            List<Node> steps = list.items().stream()
                    .map(item -> step(item, section, shape))
                    .toList();
            return new ListNode(list.mark(), steps);
        }
        return value;
    }

    private Node step(Node item, ConfigShape.Section section, ConfigShape shape) {
        Optional<Use> use = Use.ofItem(item, problems);
        Optional<Contribution> found = use.flatMap(step -> shape.find(section, step.name()));
        return found.isEmpty()
                ? item
                : MapNode.empty(item.mark())
                        .with(
                                use.get().name(),
                                use.get().mark(),
                                filled(use.get().config(), found.get()));
    }

    private Node byKey(Node node, ConfigShape.Section section, ConfigShape shape) {
        return Use.ofKey(node, List.of(), problems)
                .flatMap(use -> shape.find(section, use.name()))
                .map(contribution -> filled(node, RecordShape.of(contribution.config()), Set.of(Use.KEY)))
                .orElse(node);
    }

    private Node filled(Node node, Contribution contribution) {
        return filled(node, RecordShape.of(contribution.config()), Set.of());
    }

    private Node filled(Node node, RecordShape shape, Set<String> ignoring) {
        Optional<MapNode> given = RecordNodes.asMap(node, shape);
        if (given.isEmpty()) {
            return node;
        }
        MapNode result = given.get();
        for (RecordShape.Key key : shape.keys()) {
            if (ignoring.contains(key.name())) {
                continue;
            }
            Optional<Node> value = result.find(key.name()).filter(found -> !found.isNull());
            if (value.isEmpty()) {
                value = RecordNodes.defaultOf(key, result.mark(), problems);
            }
            if (value.isPresent()) {
                result = result.with(key.name(), result.keyMark(key.name()), filled(value.get(), key.type()));
            }
        }
        return result;
    }

    private Node filled(Node node, ValueType type) {
        if (type instanceof ValueType.Nested nested) {
            return filled(node, nested.shape(), Set.of());
        }
        if (type instanceof ValueType.OneOf oneOf) {
            return filled(node, oneOf);
        }
        if (type instanceof ValueType.ListOf list && node instanceof ListNode given) {
            return new ListNode(
                    given.mark(),
                    given.items().stream()
                            .map(item -> filled(item, list.item()))
                            .toList());
        }
        if (type instanceof ValueType.MapOf map && node instanceof MapNode given) {
            MapNode result = given;
            for (String name : given.keys()) {
                result = result.with(
                        name, given.keyMark(name), filled(given.find(name).orElse(given), map.value()));
            }
            return result;
        }
        return node;
    }

    /** With {@code use} written out, where it is left out or stands alone. */
    private Node filled(Node node, ValueType.OneOf type) {
        Optional<MapNode> given = AlternativeBinder.asMap(node, type);
        Optional<RecordShape> shape =
                given.flatMap(map -> AlternativeBinder.use(map)).flatMap(use -> type.shape(use.text()));
        return shape.isEmpty()
                ? given.map(Node.class::cast).orElse(node)
                : filled(given.get(), shape.get(), Set.of(Use.KEY));
    }
}
