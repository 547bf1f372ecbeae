package dev.figment.train.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.OnnxBuilder;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a product reads its weight, the adapter in the graph and the merged file compute the same. */
class OrientationsTest {
    private static final int ROWS = 3;

    @TempDir
    private Path folder;

    /** Nodes from x [3, 3] to y, with the weight w [3, 3] or others. */
    private static Named<Consumer<OnnxBuilder>> of(String name, Consumer<OnnxBuilder> nodes) {
        return Named.of(name, nodes);
    }

    private static void weight(OnnxBuilder b, DataType type, long rows, long columns) {
        float[] values = new float[(int) (rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * new Seed(1).uniform(i) - 1);
        }
        b.floats("w", type, values, rows, columns);
    }

    private static void gemm(OnnxBuilder b, List<String> operands, long transA, long transB) {
        b.node(
                "Gemm",
                operands,
                List.of("y"),
                OnnxBuilder.integer("transA", transA),
                OnnxBuilder.integer("transB", transB),
                OnnxBuilder.number("alpha", 0.5f));
    }

    static Stream<Named<Consumer<OnnxBuilder>>> products() {
        return Stream.of(
                of("x W", b -> {
                    weight(b, DataType.FLOAT, 3, 5);
                    b.node("MatMul", List.of("x", "w"), List.of("y"));
                }),
                of("W x", b -> {
                    weight(b, DataType.FLOAT, 5, 3);
                    b.node("MatMul", List.of("w", "x"), List.of("y"));
                }),
                of("x transposed W", b -> {
                    weight(b, DataType.FLOAT, 5, 3);
                    b.node("MatMul", List.of("x", b.node("Transpose", List.of("w"))), List.of("y"));
                }),
                of("transposed W x", b -> {
                    weight(b, DataType.FLOAT, 3, 5);
                    b.node("MatMul", List.of(b.node("Transpose", List.of("w")), "x"), List.of("y"));
                }),
                of("Gemm x W", b -> {
                    weight(b, DataType.FLOAT, 3, 5);
                    gemm(b, List.of("x", "w"), 0, 0);
                }),
                of("Gemm x' W'", b -> {
                    weight(b, DataType.FLOAT, 5, 3);
                    gemm(b, List.of("x", "w", b.constant(2f)), 1, 1);
                }),
                of("Gemm W x'", b -> {
                    weight(b, DataType.FLOAT, 5, 3);
                    gemm(b, List.of("w", "x"), 0, 1);
                }),
                of("Gemm W' x", b -> {
                    weight(b, DataType.FLOAT, 3, 5);
                    gemm(b, List.of("w", "x"), 1, 0);
                }),
                of("one weight of two products that read it both ways", b -> {
                    weight(b, DataType.FLOAT, 3, 5);
                    String hidden = b.node("MatMul", List.of("x", "w"));
                    gemm(b, List.of(hidden, "w"), 0, 1);
                }),
                of("one weight of products on both sides", b -> {
                    weight(b, DataType.FLOAT, 3, 3);
                    b.node("MatMul", List.of("w", b.node("MatMul", List.of("x", "w"))), List.of("y"));
                }),
                of("a weight that is also added", b -> {
                    weight(b, DataType.FLOAT, 3, 3);
                    String turned = b.node("Transpose", List.of("w"));
                    b.node("Add", List.of(b.node("MatMul", List.of("x", turned)), "w"), List.of("y"));
                }),
                of("a weight of 16 bits, cast and added as well", b -> {
                    weight(b, DataType.FLOAT16, 3, 3);
                    String wide = b.node("Cast", List.of("w"), OnnxBuilder.integer("to", 1));
                    b.node("Add", List.of(b.node("MatMul", List.of("x", wide)), wide), List.of("y"));
                }));
    }

    @ParameterizedTest
    @MethodSource("products")
    void theMergedFileComputesWhatTheGraphDoes(Consumer<OnnxBuilder> nodes) throws IOException {
        OnnxBuilder b = new OnnxBuilder(17);
        b.input("x", DataType.FLOAT, ROWS, 3);
        nodes.accept(b);
        b.output("y", DataType.FLOAT, "rows", "columns");
        ModelProto file = b.build();
        Imported model = Imported.read(Files.write(folder.resolve("model.onnx"), file.toByteArray()));
        FineTuning tuning = FineTuning.of(model, GptTuning.MODELS).lora(Lora.of(2, 3, "w"));
        Graph graph = new Graph("graph");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(ROWS, 3));
        graph.output("y", tuning.apply(scope, Map.of("x", x)).get("y"));
        Map<String, Tensor> parameters = new HashMap<>();
        for (Parameter parameter : scope.parameters()) {
            Tensor values = Tensor.allocate(
                    ElementType.FLOAT32, parameter.value().shape().sizes());
            new Seed(6).child(parameter.path()).fillNormal(values.floats());
            parameters.put(parameter.path(), values);
        }
        assertThat(parameters.keySet()).containsExactlyInAnyOrder("w.lora_A", "w.lora_B");
        Tensor at = Tensor.allocate(ElementType.FLOAT32, ROWS, 3);
        new Seed(9).fillNormal(at.floats());
        Map<String, Tensor> inputs = new HashMap<>(parameters);
        inputs.put("x", at);
        try (Model original = GptTuning.MODELS.compile(file.toByteArray(), "original");
                Model adapted = GptTuning.MODELS.compile(OnnxWriter.write(graph, Map.of()), "adapted");
                Model merged = GptTuning.MODELS.compile(tuning.merge(parameters).bytes(Map.of()), "merged")) {
            float[] expected = adapted.run(inputs).get("y").toFloatArray();
            assertThat(merged.run(Map.of("x", at)).get("y").toFloatArray()).containsExactly(expected, within(1e-4f));
            assertThat(original.run(Map.of("x", at)).get("y").toFloatArray()).isNotEqualTo(expected);
        }
    }
}
