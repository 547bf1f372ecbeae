package dev.figment.core.wiring;

import static java.util.Objects.requireNonNull;

import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders components so that each comes after those that it refers to. */
final class ComponentOrder {
    private final MapNode nodes;
    private final Map<String, Used> uses;
    private final Problems problems;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();

    private ComponentOrder(MapNode nodes, Map<String, Used> uses, Problems problems) {
        this.nodes = nodes;
        this.uses = uses;
        this.problems = problems;
    }

    /**
     * The names of all that are used, in order. A cycle is reported; its order is then of no use.
     *
     * @param nodes all components as written
     * @param uses those whose type is known
     */
    static List<String> of(MapNode nodes, Map<String, Used> uses, Problems problems) {
        ComponentOrder order = new ComponentOrder(nodes, uses, problems);
        uses.keySet().forEach(order::visit);
        return new ArrayList<>(order.done);
    }

    private void visit(String name) {
        if (done.contains(name)) {
            return;
        }
        if (!open.add(name)) {
            List<String> path = new ArrayList<>(open);
            String circle = String.join(" → ", path.subList(path.indexOf(name), path.size()));
            problems.add(nodes.keyMark(name)
                    .problem("component-cycle", "components refer to each other in a circle: " + circle + " → " + name)
                    .fix("let one of them do without the other"));
            return;
        }
        Used used = requireNonNull(uses.get(name));
        for (Injectable.Reference reference : Injectable.of(used.contribution()).references()) {
            used.keys()
                    .text(reference.key(), new Problems())
                    .filter(uses::containsKey)
                    .ifPresent(this::visit);
        }
        open.remove(name);
        done.add(name);
    }
}
