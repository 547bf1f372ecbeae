package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.graph.Foreign;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts nodes into a graph as they are, without a gradient. */
final class OpaqueNodes {
    /** Constants of more bytes than this are not computed with while a graph is built. */
    static final long LARGE = 16 << 20;

    private final Assembly assembly;
    private final Folding folding;
    private final Map<String, Long> opsets;

    OpaqueNodes(Assembly assembly, Folding folding, Map<String, Long> opsets) {
        this.assembly = assembly;
        this.folding = folding;
        this.opsets = opsets;
    }

    /** Adds a node, and the deferred nodes that it uses; outputs that a graph cannot hold are deferred in their turn. */
    Optional<Node> add(NodeProto node) {
        List<NodeProto> block = block(node);
        Map<String, Value> live = new LinkedHashMap<>();
        Map<String, Tensor> constants = new LinkedHashMap<>();
        for (String name : uses(block)) {
            if (assembly.slot(name) instanceof Slot.Known known
                    && known.tensor().bytes().remaining() <= LARGE) {
                constants.put(name, known.tensor());
            } else {
                live.put(name, assembly.value(name));
            }
        }
        Map<String, Operator.Output> types = types(node, block, constants, live);
        node.getOutputList().stream()
                .filter(output -> !output.isEmpty() && !types.containsKey(output))
                .forEach(output -> assembly.put(output, new Slot.Deferred(block)));
        if (types.isEmpty()) {
            return Optional.empty();
        }
        constants.keySet().forEach(name -> live.put(name, assembly.value(name)));
        String operator = (node.getDomain().isEmpty() ? "" : node.getDomain() + ".") + node.getOpType();
        Foreign foreign = new Foreign(
                node.getName(),
                operator,
                block,
                List.copyOf(live.keySet()),
                List.copyOf(types.keySet()),
                opsetsOf(block));
        Node added = assembly.graph().foreign(foreign, List.copyOf(live.values()), List.copyOf(types.values()));
        for (int i = 0; i < foreign.outputs().size(); i++) {
            assembly.put(foreign.outputs().get(i), new Slot.Live(added.outputs().get(i)));
        }
        return Optional.of(added);
    }

    private List<NodeProto> block(NodeProto node) {
        Set<NodeProto> block = Collections.newSetFromMap(new IdentityHashMap<>());
        List<NodeProto> ordered = new ArrayList<>();
        for (String name : Captures.uses(node)) {
            if (assembly.slot(name) instanceof Slot.Deferred deferred) {
                deferred.nodes().stream().filter(block::add).forEach(ordered::add);
            }
        }
        ordered.add(node);
        return ordered;
    }

    private static Set<String> uses(List<NodeProto> block) {
        Set<String> uses = new LinkedHashSet<>();
        block.forEach(node -> uses.addAll(Captures.uses(node)));
        block.forEach(node -> uses.removeAll(node.getOutputList()));
        return uses;
    }

    private Map<String, Operator.Output> types(
            NodeProto node, List<NodeProto> block, Map<String, Tensor> constants, Map<String, Value> live) {
        Map<String, Operator.Output> inputs = new LinkedHashMap<>();
        live.forEach((name, value) -> inputs.put(name, new Operator.Output(value.type(), value.shape())));
        Map<String, Operator.Output> types = new LinkedHashMap<>();
        for (String output : node.getOutputList()) {
            if (!output.isEmpty()) {
                try {
                    folding.infer(block, constants, inputs, output).ifPresent(type -> types.put(output, type));
                } catch (FigmentException e) {
                    throw FigmentException.user(
                            Problem.of(
                                            "bad-node",
                                            assembly.where(),
                                            "the node '" + node.getName() + "' (" + node.getOpType() + ") of "
                                                    + inputs.values() + " cannot run: " + e.getMessage())
                                    .fix("check the shapes of the inputs that the model was given; the model may also"
                                            + " need an operator that ONNX Runtime does not have"),
                            e);
                }
            }
        }
        return types;
    }

    private Map<String, Long> opsetsOf(List<NodeProto> block) {
        Map<String, Long> used = new LinkedHashMap<>(opsets);
        Set<String> domains = new LinkedHashSet<>();
        block.forEach(node -> domains(node, domains));
        used.keySet().removeIf(domain -> !domain.isEmpty() && !domains.contains(domain));
        return used;
    }

    private static void domains(NodeProto node, Set<String> domains) {
        domains.add(node.getDomain());
        Captures.graphs(node).forEach(graph -> graph.getNodeList().forEach(inner -> domains(inner, domains)));
    }
}
