package dev.figment.train.imported;

import static java.util.Map.entry;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Fills;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scans;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Softmaxes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which operators of the ONNX standard have a counterpart with a gradient: the one place where they are registered. */
final class Converters {
    private static final Map<String, Converter> BY_NAME = Map.ofEntries(
            entry("Abs", new DirectConverter(Activations.ABS)),
            entry("Add", new DirectConverter(Arithmetic.ADD)),
            entry("And", new DirectConverter(Comparisons.AND)),
            entry("ArgMax", new DirectConverter(Scans.ARG_MAX)),
            entry("ArgMin", new DirectConverter(Scans.ARG_MIN)),
            entry("AveragePool", ConvolutionConverters::averagePool),
            entry("BatchNormalization", NormConverters::batch),
            entry("Cast", ElementwiseConverters::cast),
            entry("Ceil", new DirectConverter(Activations.CEIL)),
            entry("Celu", ElementwiseConverters::celu),
            entry("Clip", ElementwiseConverters::clip),
            entry("Concat", LayoutConverters::concat),
            entry("Conv", ConvolutionConverters::conv),
            entry("ConvTranspose", ConvolutionConverters::transposed),
            entry("Cos", new DirectConverter(Activations.COS)),
            entry("CumSum", new DirectConverter(Scans.CUM_SUM)),
            entry("DepthToSpace", ResamplingConverters::depthToSpace),
            entry("Div", new DirectConverter(Arithmetic.DIV)),
            entry("Dropout", ElementwiseConverters::dropout),
            entry("Elu", ElementwiseConverters::elu),
            entry("Equal", new DirectConverter(Comparisons.EQUAL)),
            entry("Erf", new DirectConverter(Activations.ERF)),
            entry("Exp", new DirectConverter(Activations.EXP)),
            entry("Expand", LayoutConverters::expand),
            entry("Flatten", LayoutConverters::flatten),
            entry("Floor", new DirectConverter(Activations.FLOOR)),
            entry("Gather", new DirectConverter(Indexing.GATHER)),
            entry("GatherElements", new DirectConverter(Indexing.GATHER_ELEMENTS)),
            entry("GatherND", new DirectConverter(Indexing.GATHER_ND)),
            entry("Gelu", new DirectConverter(Activations.GELU)),
            entry("Gemm", MatrixConverters::gemm),
            entry("GlobalAveragePool", ReductionConverters::globalAverage),
            entry("GlobalMaxPool", ConvolutionConverters::globalMaxPool),
            entry("Greater", new DirectConverter(Arithmetic.GREATER)),
            entry("GreaterOrEqual", new DirectConverter(Comparisons.GREATER_OR_EQUAL)),
            entry("GroupNormalization", NormConverters::group),
            entry("HardSigmoid", ElementwiseConverters::hardSigmoid),
            entry("HardSwish", ElementwiseConverters::hardSwish),
            entry("Identity", call -> List.of(call.value(0))),
            entry("InstanceNormalization", NormConverters::instance),
            entry("IsInf", new DirectConverter(Comparisons.IS_INF)),
            entry("IsNaN", new DirectConverter(Comparisons.IS_NAN)),
            entry("LayerNormalization", NormConverters::layer),
            entry("LeakyRelu", new DirectConverter(Activations.LEAKY_RELU)),
            entry("Less", new DirectConverter(Comparisons.LESS)),
            entry("LessOrEqual", new DirectConverter(Comparisons.LESS_OR_EQUAL)),
            entry("Log", new DirectConverter(Activations.LOG)),
            entry("LogSoftmax", ElementwiseConverters.alongAxis(Softmaxes::logSoftmax)),
            entry("MatMul", MatrixConverters::matMul),
            entry("Max", new DirectConverter(Arithmetic.MAX)),
            entry("MaxPool", ConvolutionConverters::maxPool),
            entry("Mean", ElementwiseConverters::mean),
            entry("Min", new DirectConverter(Arithmetic.MIN)),
            entry("Mish", ElementwiseConverters.of(ElementwiseConverters::mish)),
            entry("Mul", new DirectConverter(Arithmetic.MUL)),
            entry("Neg", new DirectConverter(Activations.NEG)),
            entry("Not", new DirectConverter(Comparisons.NOT)),
            entry("OneHot", new DirectConverter(Fills.ONE_HOT)),
            entry("Or", new DirectConverter(Comparisons.OR)),
            entry("Pad", ResamplingConverters::pad),
            entry("Pow", ElementwiseConverters::pow),
            entry("PRelu", ElementwiseConverters.of(ElementwiseConverters::prelu)),
            entry("Reciprocal", new DirectConverter(Activations.RECIPROCAL)),
            entry("ReduceL1", new DirectConverter(Reductions.REDUCE_L1)),
            entry("ReduceL2", new DirectConverter(Reductions.REDUCE_L2)),
            entry("ReduceLogSum", new DirectConverter(Reductions.REDUCE_LOG_SUM)),
            entry("ReduceLogSumExp", new DirectConverter(Reductions.REDUCE_LOG_SUM_EXP)),
            entry("ReduceMax", new DirectConverter(Reductions.REDUCE_MAX)),
            entry("ReduceMean", new DirectConverter(Reductions.REDUCE_MEAN)),
            entry("ReduceMin", new DirectConverter(Reductions.REDUCE_MIN)),
            entry("ReduceProd", new DirectConverter(Reductions.REDUCE_PROD)),
            entry("ReduceSum", new DirectConverter(Reductions.REDUCE_SUM)),
            entry("ReduceSumSquare", new DirectConverter(Reductions.REDUCE_SUM_SQUARE)),
            entry("Relu", new DirectConverter(Activations.RELU)),
            entry("Reshape", LayoutConverters::reshape),
            entry("Resize", ResamplingConverters::resize),
            entry("RMSNormalization", NormConverters::rootMeanSquare),
            entry("Round", new DirectConverter(Activations.ROUND)),
            entry("ScatterElements", new DirectConverter(Scattering.SCATTER_ELEMENTS)),
            entry("ScatterND", new DirectConverter(Scattering.SCATTER_ND)),
            entry("Selu", ElementwiseConverters::selu),
            entry("Sigmoid", new DirectConverter(Activations.SIGMOID)),
            entry("Sign", new DirectConverter(Activations.SIGN)),
            entry("Sin", new DirectConverter(Activations.SIN)),
            entry("Slice", LayoutConverters::slice),
            entry("Softmax", ElementwiseConverters.alongAxis(Softmaxes::softmax)),
            entry("Softplus", new DirectConverter(Activations.SOFTPLUS)),
            entry("Softsign", ElementwiseConverters.of(ElementwiseConverters::softsign)),
            entry("SpaceToDepth", ResamplingConverters::spaceToDepth),
            entry("Split", LayoutConverters::split),
            entry("Sqrt", new DirectConverter(Activations.SQRT)),
            entry("Squeeze", LayoutConverters::squeeze),
            entry("Sub", new DirectConverter(Arithmetic.SUB)),
            entry("Sum", new DirectConverter(Arithmetic.SUM)),
            entry("Swish", ElementwiseConverters::swish),
            entry("Tanh", new DirectConverter(Activations.TANH)),
            entry("Tile", new DirectConverter(Axes.TILE)),
            entry("Transpose", LayoutConverters::transpose),
            entry("Trilu", new DirectConverter(Fills.TRILU)),
            entry("Unsqueeze", LayoutConverters::unsqueeze),
            entry("Where", new DirectConverter(Arithmetic.WHERE)),
            entry("Xor", new DirectConverter(Comparisons.XOR)));

    private Converters() {}

    static Optional<Converter> of(String operator) {
        return Optional.ofNullable(BY_NAME.get(operator));
    }
}
