package dev.figment.train.step;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs of a graph can lie in the same memory as the outputs that follow them: those whose readers have all run
 * before the node that gives the output, since it depends on them, or are this node, which then has to be element-wise.
 */
final class InPlace {
    private static final Set<Operator> ELEMENTWISE =
            Set.of(Arithmetic.ADD, Arithmetic.SUB, Arithmetic.MUL, Arithmetic.DIV);

    private InPlace() {}

    /** Names of inputs for which the graph has the output {@link StepGraph#next}. */
    static Set<String> overwritable(Graph graph) {
        Map<Value, List<Node>> readers = new HashMap<>();
        graph.nodes()
                .forEach(node -> node.inputs()
                        .forEach(input -> readers.computeIfAbsent(input, value -> new ArrayList<>())
                                .add(node)));
        Set<String> names = new HashSet<>();
        graph.inputs().forEach((name, input) -> {
            Value next = graph.outputs().get(StepGraph.next(name));
            if (next != null && mayReplace(next.producer(), input, readers.getOrDefault(input, List.of()))) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean mayReplace(@Nullable Node producer, Value input, List<Node> readers) {
        if (producer == null || (readers.contains(producer) && !isElementwise(producer, input))) {
            return false;
        }
        return upTo(producer).containsAll(readers);
    }

    private static boolean isElementwise(Node node, Value input) {
        return ELEMENTWISE.contains(node.operator())
                && node.inputs().stream().allMatch(other -> other.shape().equals(input.shape()));
    }

    /** A node and all that it depends on. */
    private static Set<Node> upTo(Node last) {
        Set<Node> all = new HashSet<>();
        List<Node> open = new ArrayList<>(List.of(last));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (all.add(node)) {
                node.inputs().stream()
                        .map(Value::producer)
                        .filter(producer -> producer != null)
                        .forEach(open::add);
            }
        }
        return all;
    }
}
