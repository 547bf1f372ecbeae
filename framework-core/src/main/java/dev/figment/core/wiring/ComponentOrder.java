package dev.figment.core.wiring;

import dev.figment.api.plugin.Contribution;
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
    private final Map<String, Contribution> contributions;
    private final Problems problems;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();

    private ComponentOrder(MapNode nodes, Map<String, Contribution> contributions, Problems problems) {
        this.nodes = nodes;
        this.contributions = contributions;
        this.problems = problems;
    }

    /** The names of all components; a cycle is reported and left out. */
    static List<String> of(MapNode nodes, Map<String, Contribution> contributions, Problems problems) {
        ComponentOrder order = new ComponentOrder(nodes, contributions, problems);
        nodes.keys().forEach(order::visit);
        return new ArrayList<>(order.done);
    }

    private void visit(String name) {
        if (done.contains(name)) {
            return;
        }
        if (!open.add(name)) {
            problems.add(nodes.keyMark(name)
                    .problem(
                            "component-cycle",
                            "components refer to each other in a circle: " + String.join(" → ", open) + " → " + name));
            return;
        }
        Contribution contribution = contributions.get(name);
        if (contribution != null) {
            MapNode keys = nodes.map(name, problems);
            for (Injectable.Reference reference : Injectable.of(contribution).references()) {
                keys.text(reference.key(), new Problems())
                        .filter(nodes.keys()::contains)
                        .ifPresent(this::visit);
            }
        }
        open.remove(name);
        done.add(name);
    }
}
