package dev.figment.train.gradient;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Slicing;
import dev.figment.train.graph.Softmaxes;
import dev.figment.train.graph.Splitting;
import java.util.Map;
import java.util.Optional;

/** Which rule differentiates which operator: the one place where they are registered. */
final class Rules {
    private static final Map<Operator, Rule> BY_OPERATOR = Map.ofEntries(
            entry(Arithmetic.ADD, ArithmeticRules::add),
            entry(Arithmetic.SUB, ArithmeticRules::sub),
            entry(Arithmetic.MUL, ArithmeticRules::mul),
            entry(Arithmetic.DIV, ArithmeticRules::div),
            entry(Arithmetic.POW, ArithmeticRules::pow),
            entry(Arithmetic.MAX, ArithmeticRules::max),
            entry(Arithmetic.MIN, ArithmeticRules::min),
            entry(Arithmetic.GREATER, ArithmeticRules::zero),
            entry(Arithmetic.WHERE, ArithmeticRules::where),
            entry(Activations.NEG, ActivationRules::neg),
            entry(Activations.ABS, ActivationRules::abs),
            entry(Activations.SIGN, ArithmeticRules::zero),
            entry(Activations.EXP, ActivationRules::exp),
            entry(Activations.LOG, ActivationRules::log),
            entry(Activations.SQRT, ActivationRules::sqrt),
            entry(Activations.ERF, ActivationRules::erf),
            entry(Activations.RELU, ActivationRules::relu),
            entry(Activations.LEAKY_RELU, ActivationRules::leakyRelu),
            entry(Activations.SIGMOID, ActivationRules::sigmoid),
            entry(Activations.TANH, ActivationRules::tanh),
            entry(Activations.SOFTPLUS, ActivationRules::softplus),
            entry(Activations.GELU, ActivationRules::gelu),
            entry(Activations.ELU, ActivationRules::elu),
            entry(Softmaxes.SOFTMAX, SoftmaxRules::softmax),
            entry(Softmaxes.LOG_SOFTMAX, SoftmaxRules::logSoftmax),
            entry(Conversion.STOP_GRADIENT, ArithmeticRules::zero),
            entry(Activations.IDENTITY, ActivationRules::identity),
            entry(MatrixProducts.MAT_MUL, MatrixProductRules::matMul),
            entry(MatrixProducts.GEMM, MatrixProductRules::gemm),
            entry(Reductions.REDUCE_SUM, ReductionRules::sum),
            entry(Reductions.REDUCE_MEAN, ReductionRules::mean),
            entry(Layout.RESHAPE, LayoutRules::reshape),
            entry(Layout.EXPAND, LayoutRules::expand),
            entry(Layout.SHAPE, ArithmeticRules::zero),
            entry(Layout.TRANSPOSE, LayoutRules::transpose),
            entry(Layout.CONCAT, LayoutRules::concat),
            entry(Slicing.SLICE, SlicingRules::slice),
            entry(Padding.PAD, PaddingRules::pad),
            entry(Convolutions.CONV, ConvolutionRules::conv),
            entry(Convolutions.CONV_TRANSPOSE, ConvolutionRules::transposed),
            entryOfOutputs(Splitting.SPLIT, LayoutRules::split),
            entryOfOutputs(Normalizations.BATCH, NormalizationRules::batch),
            entry(Normalizations.INSTANCE, NormalizationRules::instance),
            entry(Pooling.MAX_POOL, PoolingRules::max),
            entry(Pooling.MAX_UNPOOL, PoolingRules::unpool),
            entry(Pooling.PICK, PoolingRules::pick),
            entry(Pooling.SCATTER, PoolingRules::scatter),
            entry(Pooling.AVERAGE_POOL, PoolingRules::average),
            entry(Resampling.RESIZE, ResamplingRules::resize),
            entry(Resampling.DEPTH_TO_SPACE, ResamplingRules::depthToSpace),
            entry(Resampling.SPACE_TO_DEPTH, ResamplingRules::spaceToDepth),
            entry(Conversion.CAST, LayoutRules::cast));

    private Rules() {}

    /** Of an operator whose first output alone has a gradient. */
    private static Map.Entry<Operator, Rule> entry(Operator operator, Rule.OfFirstOutput rule) {
        return Map.entry(operator, Rule.of(rule));
    }

    /** Of an operator with several outputs that have gradients. */
    private static Map.Entry<Operator, Rule> entryOfOutputs(Operator operator, Rule rule) {
        return Map.entry(operator, rule);
    }

    static Optional<Rule> of(Operator operator) {
        return Optional.ofNullable(BY_OPERATOR.get(operator));
    }
}
