package dev.figment.train.gradient;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules of {@link Layout}: what was moved is moved back. */
final class LayoutRules {
    private static final Set<ElementType> REAL = Set.of(ElementType.FLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);

    private LayoutRules() {}

    static List<@Nullable Value> reshape(Node node, Value g) {
        return Collections.singletonList(Layout.reshape(g, node.input(0).shape()));
    }

    static List<@Nullable Value> expand(Node node, Value g) {
        return Arrays.asList(Broadcasting.sumTo(g, node.input(0).shape()), null);
    }

    /** The gradient of a product's transpose is the transposes' product: ONNX Runtime transposes operands for nothing. */
    static List<@Nullable Value> transpose(Node node, Value g) {
        Node product = g.producer();
        if (Layout.isTransposeOf(node.output(), node.input(0))
                && product != null
                && product.operator() == MatrixProducts.MAT_MUL
                && product.input(0).shape().rank() == product.input(1).shape().rank()) {
            return List.of(MatrixProducts.matMul(
                    Layout.transposeMatrices(product.input(1)), Layout.transposeMatrices(product.input(0))));
        }
        long[] order = Layout.order(node);
        long[] inverse = new long[order.length];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[(int) order[axis]] = axis;
        }
        return List.of(Layout.transpose(g, inverse));
    }

    static List<@Nullable Value> concat(Node node, Value g) {
        int axis = node.output().shape().axis(node.attributes().integer("axis", 0));
        List<@Nullable Value> gradients = new ArrayList<>();
        long start = 0;
        for (Value input : node.inputs()) {
            long end = start + input.shape().size(axis);
            gradients.add(Layout.slice(g, axis, start, end));
            start = end;
        }
        return gradients;
    }

    /** The parts' gradients together; zeros for a part that the loss does not use. */
    static List<@Nullable Value> split(Node node, List<@Nullable Value> gradients) {
        int axis = node.input(0).shape().axis(node.attributes().integer("axis", 0));
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Value gradient = gradients.get(i);
            Value part = node.outputs().get(i);
            parts.add(gradient != null ? gradient : Sparse.zerosLike(part));
        }
        return List.of(Layout.concat(parts, axis));
    }

    static List<@Nullable Value> cast(Node node, Value g) {
        boolean real = REAL.contains(node.input(0).type());
        return Collections.singletonList(real ? Conversion.cast(g, node.input(0).type()) : null);
    }
}
