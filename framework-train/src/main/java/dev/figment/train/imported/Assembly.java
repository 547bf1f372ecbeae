package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Renaming;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the nodes of a file into a graph, in order. What is the same for every batch is computed here, so that the shape
 * arithmetic that exporters write for dynamic shapes vanishes; nodes with a gradient become Figment's operators; the others
 * stay as they are.
 */
final class Assembly {
    /** Their outputs differ from run to run. */
    private static final Set<String> RANDOM = Set.of(
            "RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Multinomial", "Bernoulli");

    private final Imported model;
    private final Scope scope;
    private final Folding folding;
    private final Substitution substitution;
    private final OpaqueNodes opaque;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, Product> products = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    Assembly(Imported model, Scope scope, Folding folding, Substitution substitution) {
        this.model = model;
        this.scope = scope;
        this.folding = folding;
        this.substitution = substitution;
        this.opaque = new OpaqueNodes(this, folding, model.opsets());
        model.products().forEach(product -> products.put(product.node(), product));
    }

    Map<String, Value> build(List<NodeProto> nodes, Map<String, Value> inputs, List<String> outputs) {
        inputs.forEach((name, value) -> slots.put(name, slot(value)));
        used.addAll(outputs);
        addAll(nodes);
        Map<String, Value> results = new LinkedHashMap<>();
        outputs.forEach(name -> results.put(name, value(name)));
        return results;
    }

    /** A value that the caller made a constant is one. */
    private static Slot slot(Value value) {
        Tensor tensor = value.producer() == null ? value.graph().initializers().get(value.name()) : null;
        return tensor == null ? new Slot.Live(value) : new Slot.Known(tensor);
    }

    Graph graph() {
        return scope.graph();
    }

    Substitution substitution() {
        return substitution;
    }

    Optional<Product> product(String node) {
        return Optional.ofNullable(products.get(node));
    }

    /** What is known of a value; a weight is looked up when it is first used. */
    Slot slot(String name) {
        Slot known = slots.get(name);
        if (known != null) {
            return known;
        }
        Weight weight = model.weight(name)
                .orElseThrow(() ->
                        FileProblems.broken(model.where(), "nothing in the model gives the value '" + name + "'"));
        Slot slot = substitution
                .weight(weight)
                .<Slot>map(Slot.Live::new)
                .orElseGet(() -> new Slot.Known(model.tensor(name)));
        slots.put(name, slot);
        return slot;
    }

    /** A value in the graph. */
    Value value(String name) {
        Slot slot = slot(name);
        if (slot instanceof Slot.Live live) {
            return live.value();
        }
        if (slot instanceof Slot.Known known) {
            return graph().constant(name, known.tensor());
        }
        throw FigmentException.user(Problem.of(
                        "dynamic-value",
                        model.where(),
                        "the value '" + name + "' has a shape that depends on the data, or is no tensor of numbers")
                .fix("ask for other outputs of the model"));
    }

    private void addAll(List<NodeProto> nodes) {
        nodes.forEach(node -> used.addAll(Captures.uses(node)));
        nodes.forEach(this::add);
    }

    private void add(NodeProto node) {
        boolean standard = NormalForm.isStandard(node.getDomain());
        if (standard && (branch(node) || shape(node)) || folded(node)) {
            return;
        }
        boolean deferred = Captures.uses(node).stream().anyMatch(name -> slot(name) instanceof Slot.Deferred);
        if (deferred || !standard || !converted(node)) {
            scope.child(node.getName()).within(() -> opaque.add(node));
        }
    }

    void put(String name, Slot slot) {
        slots.put(name, slot);
    }

    /** Puts the nodes of an {@code If}'s branch in its place, where the condition is known. */
    private boolean branch(NodeProto node) {
        if (!node.getOpType().equals("If") || !(slot(node.getInput(0)) instanceof Slot.Known condition)) {
            return false;
        }
        String wanted = condition.tensor().bytes().get(0) != 0 ? "then_branch" : "else_branch";
        GraphProto branch = node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(wanted))
                .map(attribute -> attribute.getG())
                .findFirst()
                .orElseThrow(() -> FileProblems.broken(model.where(), "'" + node.getName() + "' has no " + wanted));
        Set<String> outside = Captures.of(branch);
        String prefix = node.getName() + "/";
        Renaming renaming = new Renaming(name -> outside.contains(name) ? name : prefix + name);
        for (TensorProto tensor : branch.getInitializerList()) {
            TensorProtos.check(tensor, model.files(), model.where());
            slots.put(prefix + tensor.getName(), new Slot.Known(TensorProtos.read(tensor, model.files())));
        }
        branch.getOutputList().forEach(output -> used.add(prefix + output.getName()));
        addAll(NormalForm.neededFor(branch).stream().map(renaming::apply).toList());
        for (int i = 0; i < node.getOutputCount(); i++) {
            String output = branch.getOutput(i).getName();
            slots.put(node.getOutput(i), slot(outside.contains(output) ? output : prefix + output));
        }
        return true;
    }

    /** Shapes are known: those of weights without that they are used. */
    private boolean shape(NodeProto node) {
        boolean wholeSize = node.getOpType().equals("Size");
        if (!wholeSize && !node.getOpType().equals("Shape")) {
            return false;
        }
        Optional<Shape> shape = shapeOf(node.getInput(0));
        if (shape.isEmpty() || shape.get().count().isEmpty()) {
            return false;
        }
        long[] sizes = shape.get().sizes();
        Tensor tensor;
        if (wholeSize) {
            tensor = Tensor.ofLongs(new long[] {shape.get().count().getAsLong()});
        } else {
            Call call = new Call(node, this);
            int from = clamp(call.integer("start", 0), sizes.length);
            int to = Math.max(from, clamp(call.integer("end", sizes.length), sizes.length));
            tensor = Tensor.ofLongs(Arrays.copyOfRange(sizes, from, to), to - from);
        }
        slots.put(node.getOutput(0), new Slot.Known(tensor));
        return true;
    }

    private static int clamp(long axis, int rank) {
        return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
    }

    private Optional<Shape> shapeOf(String name) {
        Optional<Weight> weight = slots.containsKey(name) ? Optional.empty() : model.weight(name);
        if (weight.isPresent()) {
            return weight.map(Weight::shape);
        }
        Slot slot = slot(name);
        if (slot instanceof Slot.Live live) {
            return Optional.of(live.value().shape());
        }
        return slot instanceof Slot.Known known
                ? Optional.of(Shape.of(known.tensor().shape()))
                : Optional.empty();
    }

    /** Computes a node whose inputs are all known, unless it would take much memory that the file does not take. */
    private boolean folded(NodeProto node) {
        if (RANDOM.contains(node.getOpType()) || node.getOutputList().contains("")) {
            return false;
        }
        Map<String, Tensor> constants = new LinkedHashMap<>();
        long bytes = 0;
        for (String name : Captures.uses(node)) {
            if (!(slot(name) instanceof Slot.Known known)) {
                return false;
            }
            constants.put(name, known.tensor());
            bytes += known.tensor().bytes().remaining();
        }
        if (bytes > OpaqueNodes.LARGE) {
            return false;
        }
        try {
            folding.run(List.of(node), constants, node.getOutputList())
                    .forEach((name, tensor) -> slots.put(name, new Slot.Known(tensor)));
            return true;
        } catch (FigmentException e) {
            return false; // What is wrong with it is found, and said, when it becomes an opaque node.
        }
    }

    private boolean converted(NodeProto node) {
        Converter converter = Converters.of(node.getOpType()).orElse(null);
        if (converter == null) {
            return false;
        }
        try {
            List<Value> values = scope.child(node.getName()).within(() -> converter.convert(new Call(node, this)));
            int outputs = node.getOutputCount();
            for (int i = 0; i < outputs; i++) {
                if (i < values.size()) {
                    slots.put(node.getOutput(i), slot(values.get(i)));
                } else if (used.contains(node.getOutput(i))) {
                    return false;
                }
            }
            return true;
        } catch (Unfit | ShapeException e) {
            return false;
        }
    }

    String where() {
        return model.where();
    }
}
