package dev.figment.train.gradient;

import static dev.figment.train.graph.Arithmetic.mul;
import static dev.figment.train.graph.Arithmetic.sub;

import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Broadcasting;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule of {@link LayerNorms#LAYER_NORMALIZATION}, all three outputs of which have gradients. */
final class LayerNormRules {
    private LayerNormRules() {}

    /**
     * With x̂ the normalized value, r one over its deviation, n its size, d = g γ: to x flow r(d − mean d − x̂ mean(d x̂)),
     * from the mean's gradient m̄ further m̄/n, from r's gradient r̄ further −r̄ r² x̂/n.
     */
    static List<@Nullable Value> layerNorm(Node node, List<@Nullable Value> gradients) {
        Value scale = node.input(1);
        Value inverse = node.outputs().get(2);
        Value normalized = mul(sub(node.input(0), node.outputs().get(1)), inverse);
        float count = count(scale);
        List<Value> toX = new ArrayList<>();
        Value gradient = gradients.get(0);
        List<@Nullable Value> toInputs = new ArrayList<>();
        if (gradient != null) {
            Value product = mul(gradient, normalized);
            Value centred = mul(gradient, scale);
            Value mean = Reductions.mean(centred, LayerNorms.axes(node), true);
            Value along = mul(weightedSum(product, scale, node), 1 / count);
            toX.add(mul(sub(sub(centred, mean), mul(normalized, along)), inverse));
            toInputs.add(Broadcasting.sumTo(product, scale.shape()));
            toInputs.add(Broadcasting.sumTo(gradient, scale.shape()));
        }
        Value ofMean = gradients.get(1);
        if (ofMean != null) {
            toX.add(Layout.expandLike(mul(ofMean, 1 / count), normalized));
        }
        Value ofInverse = gradients.get(2);
        if (ofInverse != null) {
            toX.add(mul(normalized, mul(mul(ofInverse, Arithmetic.square(inverse)), -1 / count)));
        }
        toInputs.add(0, toX.stream().reduce(Arithmetic::add).orElseThrow());
        return toInputs.subList(0, Math.min(toInputs.size(), node.inputs().size()));
    }

    /** Σ p γ over the normalized axes: a product with a column where it is one axis, which saves a pass over p γ. */
    private static Value weightedSum(Value product, Value scale, Node node) {
        if (scale.shape().rank() > 1 || product.shape().rank() < 2) {
            return Reductions.sum(mul(product, scale), LayerNorms.axes(node), true);
        }
        Shape column = new Shape(List.of(scale.shape().dim(0), new Dim.Fixed(1)));
        return MatrixProducts.matMul(product, Layout.reshape(scale, column));
    }

    private static float count(Value scale) {
        return scale.shape()
                .count()
                .orElseThrow(() -> new GradientException("a layer norm over " + scale.shape() + " has no gradient"));
    }
}
