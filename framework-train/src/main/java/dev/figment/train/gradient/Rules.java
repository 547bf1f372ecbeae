package dev.figment.train.gradient;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Convolutions;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.LayerNorms;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Padding;
import dev.figment.train.graph.Pooling;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Resampling;
import dev.figment.train.graph.Scans;
import dev.figment.train.graph.Scattering;
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
            entry(Arithmetic.MOD, ArithmeticRules::mod),
            entry(Arithmetic.MAX, ArithmeticRules::extreme),
            entry(Arithmetic.MIN, ArithmeticRules::extreme),
            entry(Arithmetic.SUM, ArithmeticRules::sum),
            entry(Arithmetic.CLIP, ArithmeticRules::clip),
            entry(Arithmetic.GREATER, ArithmeticRules::zero),
            entry(Comparisons.EQUAL, ArithmeticRules::zero),
            entry(Comparisons.LESS, ArithmeticRules::zero),
            entry(Comparisons.LESS_OR_EQUAL, ArithmeticRules::zero),
            entry(Comparisons.GREATER_OR_EQUAL, ArithmeticRules::zero),
            entry(Comparisons.NOT, ArithmeticRules::zero),
            entry(Comparisons.AND, ArithmeticRules::zero),
            entry(Comparisons.OR, ArithmeticRules::zero),
            entry(Comparisons.XOR, ArithmeticRules::zero),
            entry(Comparisons.IS_NAN, ArithmeticRules::zero),
            entry(Comparisons.IS_INF, ArithmeticRules::zero),
            entry(Arithmetic.WHERE, ArithmeticRules::where),
            entry(Activations.NEG, ActivationRules::neg),
            entry(Activations.ABS, ActivationRules::abs),
            entry(Activations.SIGN, ArithmeticRules::zero),
            entry(Activations.EXP, ActivationRules::exp),
            entry(Activations.LOG, ActivationRules::log),
            entry(Activations.SQRT, ActivationRules::sqrt),
            entry(Activations.RECIPROCAL, ActivationRules::reciprocal),
            entry(Activations.SIN, ActivationRules::sin),
            entry(Activations.COS, ActivationRules::cos),
            entry(Activations.FLOOR, ArithmeticRules::zero),
            entry(Activations.CEIL, ArithmeticRules::zero),
            entry(Activations.ROUND, ArithmeticRules::zero),
            entry(Activations.ERF, ActivationRules::erf),
            entry(Activations.RELU, ActivationRules::relu),
            entry(Activations.LEAKY_RELU, ActivationRules::leakyRelu),
            entry(Activations.SIGMOID, ActivationRules::sigmoid),
            entry(Activations.TANH, ActivationRules::tanh),
            entry(Activations.SOFTPLUS, ActivationRules::softplus),
            entry(Activations.LOG_ONE_PLUS_EXP, ActivationRules::softplus),
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
            entry(Reductions.REDUCE_MAX, ReductionRules::extreme),
            entry(Reductions.REDUCE_MIN, ReductionRules::extreme),
            entry(Reductions.REDUCE_PROD, ReductionRules::product),
            entry(Reductions.REDUCE_L1, ReductionRules::l1),
            entry(Reductions.REDUCE_L2, ReductionRules::l2),
            entry(Reductions.REDUCE_SUM_SQUARE, ReductionRules::sumSquare),
            entry(Reductions.REDUCE_LOG_SUM, ReductionRules::logSum),
            entry(Reductions.REDUCE_LOG_SUM_EXP, ReductionRules::logSumExp),
            entry(Scans.CUM_SUM, ScanRules::cumSum),
            entry(Scans.ARG_MAX, ArithmeticRules::zero),
            entry(Scans.ARG_MIN, ArithmeticRules::zero),
            entry(Fills.TRILU, ScanRules::triangle),
            entry(Fills.ONE_HOT, ScanRules::oneHot),
            entry(Fills.CONSTANT_OF_SHAPE, ArithmeticRules::zero),
            entry(Fills.RANGE, ArithmeticRules::zero),
            entry(Indexing.GATHER, IndexingRules::gather),
            entry(Indexing.GATHER_ELEMENTS, IndexingRules::gatherElements),
            entry(Indexing.GATHER_ND, IndexingRules::gatherNd),
            entry(Scattering.SCATTER_ELEMENTS, IndexingRules::scatterElements),
            entry(Scattering.SCATTER_ND, IndexingRules::scatterNd),
            entry(Axes.SQUEEZE, LayoutRules::reshape),
            entry(Axes.UNSQUEEZE, LayoutRules::reshape),
            entry(Axes.FLATTEN, LayoutRules::reshape),
            entry(Axes.TILE, ScanRules::tile),
            entryOfOutputs(LayerNorms.LAYER_NORMALIZATION, LayerNormRules::layerNorm),
            entry(Layout.RESHAPE, LayoutRules::reshape),
            entry(Layout.EXPAND, LayoutRules::expand),
            entry(Layout.SHAPE, ArithmeticRules::zero),
            entry(Layout.TRANSPOSE, LayoutRules::transpose),
            entry(Layout.CONCAT, LayoutRules::concat),
            entry(Slicing.SLICE, SlicingRules::slice),
            entry(Padding.PAD, PaddingRules::pad),
            entry(Convolutions.CONV, ConvolutionRules::conv),
            entry(Convolutions.CONV_TRANSPOSE, ConvolutionRules::transposed),
            entry(WeightGradient.OPERATOR, ConvolutionRules::weight),
            entryOfOutputs(Splitting.SPLIT, LayoutRules::split),
            entryOfOutputs(Normalizations.BATCH, NormalizationRules::batch),
            entry(Normalizations.INSTANCE, NormalizationRules::instance),
            entry(Pooling.MAX_POOL, PoolingRules::max),
            entry(Pooling.MAX_UNPOOL, PoolingRules::unpool),
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
