package dev.figment.train.layout;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What operators other than convolutions do with values whose channels are last: the same, on axes in another order. */
final class CarriedOver {
    private static final Set<Operator> ELEMENTWISE = Set.of(
            Arithmetic.ADD,
            Arithmetic.SUB,
            Arithmetic.MUL,
            Arithmetic.DIV,
            Arithmetic.POW,
            Arithmetic.MOD,
            Arithmetic.MAX,
            Arithmetic.MIN,
            Arithmetic.SUM,
            Arithmetic.CLIP,
            Arithmetic.GREATER,
            Arithmetic.WHERE,
            Comparisons.EQUAL,
            Comparisons.LESS,
            Comparisons.LESS_OR_EQUAL,
            Comparisons.GREATER_OR_EQUAL,
            Comparisons.NOT,
            Comparisons.AND,
            Comparisons.OR,
            Comparisons.XOR,
            Comparisons.IS_NAN,
            Comparisons.IS_INF,
            Conversion.CAST,
            Conversion.STOP_GRADIENT,
            Activations.NEG,
            Activations.ABS,
            Activations.SIGN,
            Activations.EXP,
            Activations.LOG,
            Activations.SQRT,
            Activations.RECIPROCAL,
            Activations.SIN,
            Activations.COS,
            Activations.FLOOR,
            Activations.CEIL,
            Activations.ROUND,
            Activations.ERF,
            Activations.RELU,
            Activations.LEAKY_RELU,
            Activations.SIGMOID,
            Activations.TANH,
            Activations.SOFTPLUS,
            Activations.LOG_ONE_PLUS_EXP,
            Activations.GELU,
            Activations.ELU,
            Activations.IDENTITY);

    private static final Set<Operator> REDUCTIONS = Set.of(
            Reductions.REDUCE_SUM,
            Reductions.REDUCE_MEAN,
            Reductions.REDUCE_MAX,
            Reductions.REDUCE_MIN,
            Reductions.REDUCE_PROD,
            Reductions.REDUCE_L1,
            Reductions.REDUCE_L2,
            Reductions.REDUCE_SUM_SQUARE,
            Reductions.REDUCE_LOG_SUM,
            Reductions.REDUCE_LOG_SUM_EXP);

    private static final Set<Operator> ON_AXIS =
            Set.of(Layout.CONCAT, Splitting.SPLIT, Softmaxes.SOFTMAX, Softmaxes.LOG_SOFTMAX);

    private static final Dim ONE = new Dim.Fixed(1);

    private final Graph to;
    private final Versions versions;

    CarriedOver(Graph to, Versions versions) {
        this.to = to;
        this.versions = versions;
    }

    /** Computes a node with the channels last, if it can and one of its inputs has them there. */
    boolean over(Node node) {
        if (node.inputs().stream().noneMatch(versions::isLast)) {
            return false;
        }
        Operator operator = node.operator();
        if (ELEMENTWISE.contains(operator)) {
            return elementwise(node);
        }
        if (!versions.isLast(node.input(0)) && operator != Layout.CONCAT) {
            return false;
        }
        if (REDUCTIONS.contains(operator)) {
            return reduce(node);
        }
        if (operator == Normalizations.BATCH || operator == Normalizations.INSTANCE) {
            RowNormalization.of(node, versions);
        } else if (ON_AXIS.contains(operator)) {
            onAxis(node);
        } else if (operator == Slicing.SLICE) {
            slice(node);
        } else if (operator == Padding.PAD) {
            pad(node);
        } else {
            return false;
        }
        return true;
    }

    /** Where the axis stands when the channels are last. */
    private static int moved(int axis, int rank) {
        return axis == 0 ? 0 : axis == 1 ? rank - 1 : axis - 1;
    }

    private boolean elementwise(Node node) {
        int rank = node.output().shape().rank();
        if (node.inputs().stream()
                .anyMatch(input -> !isSingle(input) && input.shape().rank() != rank)) {
            return false;
        }
        List<Value> operands = new ArrayList<>();
        for (Value input : node.inputs()) {
            operands.add(isSingle(input) && !versions.isLast(input) ? versions.same(input) : versions.last(input));
        }
        putLast(node, operands, node.attributes());
        return true;
    }

    private static boolean isSingle(Value value) {
        return value.shape().dims().stream().allMatch(ONE::equals);
    }

    private boolean reduce(Node node) {
        int rank = node.input(0).shape().rank();
        List<Long> axes = Reductions.axes(node);
        boolean keep = node.attributes().integer("keepdims", 1) != 0;
        boolean placesStay = false;
        for (long axis = 2; axis < rank; axis++) {
            placesStay |= !axes.contains(axis);
        }
        if (!keep && placesStay && !axes.contains(1L)) {
            return false;
        }
        List<Long> moved = axes.stream()
                .map(axis -> (long) moved(axis.intValue(), rank))
                .sorted()
                .toList();
        List<Value> operands = List.of(versions.last(node.input(0)), to.integers(moved));
        if (keep) {
            putLast(node, operands, node.attributes());
        } else {
            versions.put(
                    node.output(),
                    to.node(node.operator(), node.attributes(), operands).output());
        }
        return true;
    }

    /** An operator along the axis that an attribute names, by default that of its values. */
    private void onAxis(Node node) {
        int rank = node.input(0).shape().rank();
        long byDefault = node.operator() == Splitting.SPLIT ? 0 : -1;
        int axis = node.input(0).shape().axis(node.attributes().integer("axis", byDefault));
        Map<String, Object> attributes = new HashMap<>(node.attributes().values());
        attributes.put("axis", (long) moved(axis, rank));
        List<Value> operands = new ArrayList<>();
        for (Value input : node.inputs()) {
            operands.add(input.shape().rank() == rank ? versions.last(input) : versions.same(input));
        }
        putLast(node, operands, new Attributes(attributes));
    }

    private void slice(Node node) {
        int rank = node.input(0).shape().rank();
        List<Slicing.Range> ranges = Slicing.ranges(node).stream()
                .map(range -> new Slicing.Range(moved(range.axis(), rank), range.start(), range.step(), range.count()))
                .toList();
        versions.putLast(node.output(), Slicing.slice(versions.last(node.input(0)), ranges));
    }

    private void pad(Node node) {
        List<Long> pads = node.input(1).constantIntegers();
        int rank = node.input(0).shape().rank();
        List<Long> moved = new ArrayList<>(pads);
        for (int axis = 0; axis < rank; axis++) {
            moved.set(moved(axis, rank), pads.get(axis));
            moved.set(rank + moved(axis, rank), pads.get(rank + axis));
        }
        List<Value> operands = new ArrayList<>(List.of(versions.last(node.input(0)), to.integers(moved)));
        node.inputs().stream().skip(2).forEach(input -> operands.add(versions.same(input)));
        putLast(node, operands, node.attributes());
    }

    private void putLast(Node node, List<Value> operands, Attributes attributes) {
        List<Value> outputs = to.node(node.operator(), attributes, operands).outputs();
        for (int i = 0; i < outputs.size(); i++) {
            versions.putLast(node.outputs().get(i), outputs.get(i));
        }
    }
}
