package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator with a counterpart computes what the file's node computes, and a gradient flows through it. */
class ConvertersTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);

    @TempDir
    private Path folder;

    private static final Set<String> POSITIVE = Set.of("Log", "Pow", "ReduceLogSum", "Sqrt");

    /** A file of one node on an input x. */
    private record Case(long opset, String operator, long[] x, List<Operand> others, List<AttributeProto> attributes) {
        /** Elements are above this: negative ones too, where the operator has them. */
        double lowest() {
            return POSITIVE.contains(operator) ? 0.1 : -0.9;
        }
    }

    private interface Operand {
        String add(OnnxBuilder builder, String name);
    }

    private static Operand floats(long... dims) {
        return (builder, name) -> {
            int count = 1;
            for (long dim : dims) {
                count *= (int) dim;
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (0.2 + 0.6 * new Seed(3).uniform(i));
            }
            return builder.floats(name, values, dims);
        };
    }

    private static Operand number(float value) {
        return (builder, name) -> builder.floats(name, new float[] {value});
    }

    private static Operand scales(float... values) {
        return (builder, name) -> builder.floats(name, values, values.length);
    }

    private static Operand longs(long... values) {
        return (builder, name) -> builder.longs(name, values, values.length);
    }

    private static Operand scalar(long value) {
        return (builder, name) -> builder.longs(name, new long[] {value});
    }

    private static Operand omitted() {
        return (builder, name) -> "";
    }

    private static Named<Case> of(String operator, long[] x, List<Operand> others, AttributeProto... attributes) {
        return of(20, operator, x, others, attributes);
    }

    private static Named<Case> of(
            long opset, String operator, long[] x, List<Operand> others, AttributeProto... attributes) {
        List<String> texts = new ArrayList<>();
        for (AttributeProto attribute : attributes) {
            texts.add(attribute.getName());
        }
        return Named.of(
                operator + " (" + opset + ") of " + Shape.of(x) + " " + texts,
                new Case(opset, operator, x, others, List.of(attributes)));
    }

    private static long[] x(long... dims) {
        return dims;
    }

    static Stream<Named<Case>> cases() {
        AttributeProto axis1 = OnnxBuilder.integer("axis", 1);
        Stream<Named<Case>> elementwise = Stream.of(
                        "Abs",
                        "Elu",
                        "Erf",
                        "Exp",
                        "Gelu",
                        "HardSigmoid",
                        "HardSwish",
                        "Identity",
                        "LeakyRelu",
                        "Log",
                        "Neg",
                        "Reciprocal",
                        "Relu",
                        "Sigmoid",
                        "Softplus",
                        "Sqrt",
                        "Tanh",
                        "Softmax",
                        "LogSoftmax",
                        "Transpose",
                        "GlobalAveragePool",
                        "GlobalMaxPool",
                        "ReduceSum",
                        "ReduceMean",
                        "ReduceL2",
                        "ReduceSumSquare",
                        "Flatten",
                        "Squeeze",
                        "Sum",
                        "Mean",
                        "Max",
                        "Min")
                .map(operator -> of(operator, x(2, 3, 1, 5), List.of()));
        Stream<Named<Case>> binary = Stream.of("Add", "Sub", "Mul", "Div", "PRelu")
                .map(operator -> of(operator, x(2, 3, 4), List.of(floats(3, 1))));
        Stream<Named<Case>> others = Stream.of(
                of("Elu", x(2, 3), List.of(), OnnxBuilder.number("alpha", 0.3f)),
                of("LeakyRelu", x(2, 3), List.of(), OnnxBuilder.number("alpha", 0.3f)),
                of("Gelu", x(2, 3), List.of(), OnnxBuilder.string("approximate", "tanh")),
                of("Pow", x(2, 3), List.of(number(2))),
                of("Pow", x(2, 3), List.of(number(3))),
                of("Pow", x(2, 3), List.of(number(-0.5f))),
                of("Clip", x(2, 3), List.of(number(-0.4f), number(0.7f))),
                of("Clip", x(2, 3), List.of(omitted(), number(0.6f))),
                of("Softmax", x(2, 3, 4), List.of(), axis1),
                of("Max", x(2, 3), List.of(floats(3), floats(2, 1))),
                of("Dropout", x(2, 3), List.of(number(0.5f))),
                of("Cast", x(2, 3), List.of(), OnnxBuilder.integer("to", 1)),
                of("MatMul", x(2, 3, 4), List.of(floats(4, 5))),
                of("MatMul", x(4), List.of(floats(4, 5))),
                of("MatMul", x(3, 4), List.of(floats(4))),
                of("MatMul", x(2, 3, 4), List.of(floats(2, 4, 5))),
                of("Gemm", x(3, 4), List.of(floats(4, 5), floats(5))),
                of(
                        "Gemm",
                        x(4, 3),
                        List.of(floats(5, 4), floats(1, 5)),
                        OnnxBuilder.integer("transA", 1),
                        OnnxBuilder.integer("transB", 1),
                        OnnxBuilder.number("alpha", 0.5f),
                        OnnxBuilder.number("beta", 3)),
                of("Gemm", x(3, 4), List.of(floats(4, 5)), OnnxBuilder.number("alpha", 0.5f)),
                of("Reshape", x(2, 3, 4), List.of(longs(0, -1))),
                of("Reshape", x(2, 3, 4), List.of(longs(4, 6))),
                of("Expand", x(3, 1), List.of(longs(2, 1, 4))),
                of("Tile", x(2, 3), List.of(longs(2, 3))),
                of("Squeeze", x(1, 3, 1), List.of(longs(-1))),
                of("Unsqueeze", x(2, 3), List.of(longs(0, -1))),
                of("Flatten", x(2, 3, 4), List.of(), OnnxBuilder.integer("axis", -1)),
                of("Transpose", x(2, 3, 4), List.of(), OnnxBuilder.integers("perm", 1L, 2L, 0L)),
                of("Concat", x(2, 3, 4), List.of(floats(2, 3, 1)), OnnxBuilder.integer("axis", -1)),
                of("Slice", x(4, 5), List.of(longs(1, -2), longs(Long.MAX_VALUE, -1))),
                of("Slice", x(4, 5), List.of(longs(-1), longs(Long.MIN_VALUE), longs(1), longs(-2))),
                of(13, "ReduceMean", x(2, 3, 4), List.of(), OnnxBuilder.integers("axes", -1L, 0L)),
                of("ReduceSum", x(2, 3, 4), List.of(longs(-2)), OnnxBuilder.integer("keepdims", 0)),
                of("ReduceMean", x(2, 3), List.of(), OnnxBuilder.integer("noop_with_empty_axes", 1)),
                of("LayerNormalization", x(2, 3, 4), List.of(floats(4), floats(4))),
                of("LayerNormalization", x(2, 3, 4), List.of(floats(3, 4)), axis1),
                of("InstanceNormalization", x(2, 3, 4, 5), List.of(floats(3), floats(3))),
                of("BatchNormalization", x(2, 3, 4), List.of(floats(3), floats(3), floats(3), floats(3))),
                of("Conv", x(2, 3, 7, 6), List.of(floats(4, 3, 3, 2)), OnnxBuilder.integers("strides", 2L, 1L)),
                of(
                        "Conv",
                        x(2, 4, 9),
                        List.of(floats(6, 2, 3), floats(6)),
                        OnnxBuilder.integer("group", 2),
                        OnnxBuilder.integers("dilations", 2L),
                        OnnxBuilder.integers("pads", 1L, 2L)),
                of(
                        "Conv",
                        x(1, 2, 6, 7),
                        List.of(floats(3, 2, 4, 3)),
                        OnnxBuilder.string("auto_pad", "SAME_UPPER"),
                        OnnxBuilder.integers("strides", 2L, 2L)),
                of("Conv", x(1, 2, 6, 7), List.of(floats(3, 2, 4, 3)), OnnxBuilder.string("auto_pad", "SAME_LOWER")),
                of("Conv", x(1, 2, 6), List.of(floats(3, 2, 4)), OnnxBuilder.string("auto_pad", "VALID")),
                of(
                        "ConvTranspose",
                        x(2, 3, 4, 5),
                        List.of(floats(3, 2, 3, 3), floats(2)),
                        OnnxBuilder.integers("strides", 2L, 2L),
                        OnnxBuilder.integers("pads", 1L, 1L, 1L, 1L),
                        OnnxBuilder.integers("output_padding", 1L, 0L)),
                of(
                        "MaxPool",
                        x(2, 3, 6, 6),
                        List.of(),
                        OnnxBuilder.integers("kernel_shape", 2L, 2L),
                        OnnxBuilder.integers("strides", 2L, 2L),
                        OnnxBuilder.integer("ceil_mode", 1)),
                of(
                        "AveragePool",
                        x(2, 3, 6, 6),
                        List.of(),
                        OnnxBuilder.integers("kernel_shape", 3L, 3L),
                        OnnxBuilder.integers("pads", 1L, 1L, 1L, 1L)),
                of("Pad", x(2, 3), List.of(longs(1, 0, 0, 2))),
                of(
                        "Pad",
                        x(2, 3, 4),
                        List.of(longs(2, 1), omitted(), longs(-1)),
                        OnnxBuilder.string("mode", "reflect")),
                of(
                        "Resize",
                        x(1, 2, 3, 4),
                        List.of(omitted(), scales(1, 1, 2, 3)),
                        OnnxBuilder.string("coordinate_transformation_mode", "asymmetric"),
                        OnnxBuilder.string("nearest_mode", "floor")),
                of("Resize", x(1, 2, 3, 4), List.of(omitted(), omitted(), longs(1, 2, 6, 12))),
                of(
                        "Resize",
                        x(1, 2, 3, 4),
                        List.of(omitted(), scales(1, 1, 2, 2)),
                        OnnxBuilder.string("mode", "linear")),
                of(
                        "Resize",
                        x(1, 2, 3, 4),
                        List.of(omitted(), scales(1, 1, 3, 2)),
                        OnnxBuilder.string("mode", "linear"),
                        OnnxBuilder.string("coordinate_transformation_mode", "align_corners")),
                of("Gather", x(4, 3), List.of(longs(2, 0, 2, -1))),
                of("Gather", x(4, 3), List.of(longs(2, 0, 2, -1)), axis1),
                of("GatherElements", x(3), List.of(longs(2, 0, 2, 1))),
                of("GatherND", x(3, 4), List.of(longs(2, 1))),
                of("ScatterElements", x(4), List.of(longs(3, 1), floats(2))),
                of("ScatterElements", x(4), List.of(longs(3, 3), floats(2)), OnnxBuilder.string("reduction", "add")),
                of(18, "ReduceMax", x(2, 3, 4), List.of(longs(0, -1))),
                of(13, "ReduceLogSumExp", x(2, 3, 4), List.of(), OnnxBuilder.integers("axes", 1L)),
                of("Celu", x(2, 3), List.of(), OnnxBuilder.number("alpha", 2)),
                of(24, "Swish", x(2, 3), List.of(), OnnxBuilder.number("alpha", 0.7f)),
                of(23, "RMSNormalization", x(2, 3, 4), List.of(floats(4))),
                of(
                        21,
                        "GroupNormalization",
                        x(2, 6, 5),
                        List.of(floats(6), floats(6)),
                        OnnxBuilder.integer("num_groups", 3)),
                of("CumSum", x(2, 3), List.of(scalar(1)), OnnxBuilder.integer("reverse", 1)),
                of("Trilu", x(3, 4), List.of(scalar(-1)), OnnxBuilder.integer("upper", 0)),
                of("LayerNormalization", x(2, 3, 4), List.of(floats(4))),
                of("DepthToSpace", x(1, 8, 2, 3), List.of(), OnnxBuilder.integer("blocksize", 2)),
                of("SpaceToDepth", x(1, 2, 4, 6), List.of(), OnnxBuilder.integer("blocksize", 2)));
        return Stream.of(elementwise, binary, others).flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatTheFileDoesAndHasAGradient(Case test) throws IOException {
        OnnxBuilder builder = new OnnxBuilder(test.opset());
        List<String> operands = new ArrayList<>(List.of(builder.input("x", DataType.FLOAT, dims(test))));
        for (int i = 0; i < test.others().size(); i++) {
            operands.add(test.others().get(i).add(builder, "operand" + i));
        }
        builder.node(test.operator(), operands, List.of("y"), test.attributes().toArray(AttributeProto[]::new));
        builder.output("y", DataType.FLOAT);
        byte[] file = withoutOutputShape(builder);
        Imported model = Imported.read(Files.write(folder.resolve("one.onnx"), file));
        Graph graph = new Graph("one");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(test.x()));
        Value y = model.build(Scope.training(graph), Map.of("x", x), List.of(), MODELS, Substitution.NONE)
                .get("y");
        graph.output("y", y);
        graph.output("gradient", Gradient.of(Reductions.sum(y), List.of(x)).get(0));
        Tensor at = Tensor.allocate(ElementType.FLOAT32, test.x());
        for (int i = 0; i < at.count(); i++) {
            at.floats().put(i, (float) (test.lowest() + (0.9 - test.lowest()) * new Seed(1).uniform(i)));
        }
        try (Model original = MODELS.compile(file, "original");
                Model imported = MODELS.compile(OnnxWriter.write(graph, Map.of()), "imported")) {
            Tensor expected = original.run(Map.of("x", at)).get("y");
            Map<String, Tensor> actual = imported.run(Map.of("x", at));
            assertThat(actual.get("y").shape()).isEqualTo(expected.shape());
            assertThat(actual.get("y").toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
            assertThat(actual.get("gradient").shape()).isEqualTo(test.x());
        }
    }

    /** Without axes, which axes Squeeze takes has to be known from the file. */
    private static Object[] dims(Case test) {
        return test.operator().equals("Squeeze")
                ? LongStream.of(test.x()).boxed().toArray()
                : dynamic(test.x());
    }

    private static Object[] dynamic(long[] dims) {
        Object[] names = new Object[dims.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = "d" + i;
        }
        return names;
    }

    /** Its rank is not said. */
    private static byte[] withoutOutputShape(OnnxBuilder builder) {
        var model = builder.build().toBuilder();
        model.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .clearShape();
        return model.build().toByteArray();
    }
}
