package dev.figment.train.imported;

import static java.util.Map.entry;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Softmaxes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which operators of the ONNX standard have a counterpart with a gradient: the one place where they are registered. */
final class Converters {
    private static final Map<String, Converter> BY_NAME = Map.ofEntries(
            entry("Abs", ElementwiseConverters.of(Activations::abs)),
            entry("Add", ElementwiseConverters.of(Arithmetic::add)),
            entry("AveragePool", ConvolutionConverters::averagePool),
            entry("BatchNormalization", NormConverters::batch),
            entry("Cast", ElementwiseConverters::cast),
            entry("Clip", ElementwiseConverters::clip),
            entry("Concat", LayoutConverters::concat),
            entry("Conv", ConvolutionConverters::conv),
            entry("ConvTranspose", ConvolutionConverters::transposed),
            entry("DepthToSpace", ResamplingConverters::depthToSpace),
            entry("Div", ElementwiseConverters.of(Arithmetic::div)),
            entry("Dropout", ElementwiseConverters::dropout),
            entry("Elu", ElementwiseConverters::elu),
            entry("Erf", ElementwiseConverters.of(Activations::erf)),
            entry("Exp", ElementwiseConverters.of(Activations::exp)),
            entry("Expand", LayoutConverters::expand),
            entry("Flatten", LayoutConverters::flatten),
            entry("Gelu", ElementwiseConverters::gelu),
            entry("Gemm", MatrixConverters::gemm),
            entry("GlobalAveragePool", ReductionConverters::globalAverage),
            entry("GlobalMaxPool", ConvolutionConverters::globalMaxPool),
            entry("Greater", ElementwiseConverters.of(Arithmetic::greater)),
            entry("HardSigmoid", ElementwiseConverters::hardSigmoid),
            entry("HardSwish", ElementwiseConverters::hardSwish),
            entry("Identity", call -> List.of(call.value(0))),
            entry("InstanceNormalization", NormConverters::instance),
            entry("LayerNormalization", NormConverters::layer),
            entry("LeakyRelu", ElementwiseConverters::leakyRelu),
            entry("Less", ElementwiseConverters.of((a, b) -> Arithmetic.greater(b, a))),
            entry("Log", ElementwiseConverters.of(Activations::log)),
            entry("LogSoftmax", ElementwiseConverters.alongAxis(Softmaxes::logSoftmax)),
            entry("MatMul", MatrixConverters::matMul),
            entry("Max", ElementwiseConverters.all(Arithmetic::max)),
            entry("MaxPool", ConvolutionConverters::maxPool),
            entry("Mean", ElementwiseConverters::mean),
            entry("Min", ElementwiseConverters.all(Arithmetic::min)),
            entry("Mul", ElementwiseConverters.of(Arithmetic::mul)),
            entry("Neg", ElementwiseConverters.of(Activations::neg)),
            entry("Pad", ResamplingConverters::pad),
            entry("Pow", ElementwiseConverters::pow),
            entry("PRelu", ElementwiseConverters.of(ElementwiseConverters::prelu)),
            entry("Reciprocal", ElementwiseConverters::reciprocal),
            entry("ReduceL2", ReductionConverters::norm),
            entry("ReduceMean", ReductionConverters::mean),
            entry("ReduceSum", ReductionConverters::sum),
            entry("ReduceSumSquare", ReductionConverters::sumOfSquares),
            entry("Relu", ElementwiseConverters.of(Activations::relu)),
            entry("Reshape", LayoutConverters::reshape),
            entry("Resize", ResamplingConverters::resize),
            entry("Sigmoid", ElementwiseConverters.of(Activations::sigmoid)),
            entry("Sign", ElementwiseConverters.of(Activations::sign)),
            entry("Slice", LayoutConverters::slice),
            entry("Softmax", ElementwiseConverters.alongAxis(Softmaxes::softmax)),
            entry("Softplus", ElementwiseConverters.of(Activations::softplus)),
            entry("SpaceToDepth", ResamplingConverters::spaceToDepth),
            entry("Split", LayoutConverters::split),
            entry("Sqrt", ElementwiseConverters.of(Activations::sqrt)),
            entry("Squeeze", LayoutConverters::squeeze),
            entry("Sub", ElementwiseConverters.of(Arithmetic::sub)),
            entry("Sum", ElementwiseConverters.all(Arithmetic::add)),
            entry("Tanh", ElementwiseConverters.of(Activations::tanh)),
            entry("Tile", ResamplingConverters::tile),
            entry("Transpose", LayoutConverters::transpose),
            entry("Unsqueeze", LayoutConverters::unsqueeze),
            entry("Where", ElementwiseConverters::where));

    private Converters() {}

    static Optional<Converter> of(String operator) {
        return Optional.ofNullable(BY_NAME.get(operator));
    }
}
