package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxReaderTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);
    private static final float[] VALUES = {0.5f, -1.25f, 3, 1e-3f, 70, -0.1f};

    @TempDir
    private Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.onnx"), bytes);
    }

    private static FigmentException problem(Path file) {
        try {
            Imported.read(file);
        } catch (FigmentException e) {
            assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER);
            return e;
        }
        throw new AssertionError("it was read");
    }

    /** {@code y = x · weight}. */
    private static ModelProto product(DataType type, TensorProto weight) {
        OnnxBuilder b = new OnnxBuilder(17);
        b.input("x", type, "rows", 2);
        b.initializer(weight);
        b.node("MatMul", List.of("x", "weight"), List.of("y"));
        b.output("y", type, "rows", 3);
        return b.build();
    }

    private static ModelProto product() {
        return product(DataType.FLOAT, OnnxBuilder.floatTensor("weight", DataType.FLOAT, VALUES, 2, 3));
    }

    private static TensorProto external(String location, String... entries) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("weight")
                .setDataType(DataType.FLOAT_VALUE)
                .addDims(2)
                .addDims(3)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location));
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(entry(entries[i], entries[i + 1]));
        }
        return tensor.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private Path withExternal(int offset, String... entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(offset + 24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(offset);
        for (float value : VALUES) {
            bytes.putFloat(value);
        }
        Files.write(folder.resolve("weights.bin"), bytes.array());
        return write(product(DataType.FLOAT, external("weights.bin", entries)).toByteArray());
    }

    @Test
    void saysWhatAFileHolds() throws IOException {
        Imported model = Imported.read(write(product().toBuilder()
                .addMetadataProps(entry("author", "somebody"))
                .build()
                .toByteArray()));
        assertThat(model.inputs()).hasToString("[x FLOAT32[?, 2]]");
        assertThat(model.outputs()).hasToString("[y FLOAT32[?, 3]]");
        assertThat(model.weights()).hasToString("[weight FLOAT[2, 3]]");
        assertThat(model.products()).containsExactly(new Product("/y/MatMul", "weight", false, false, 2, 3));
        assertThat(model.metadata()).containsExactly(Map.entry("author", "somebody"));
        assertThat(model.opset()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60})
    void aFileCutShortIsNoModel(int length) throws IOException {
        byte[] whole = product().toByteArray();
        assertThat(problem(write(Arrays.copyOf(whole, length))))
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("ONNX model");
    }

    @Test
    void anotherFormatIsNoModel() throws IOException {
        assertThat(problem(write("PK\3\4 this is a zip file, or so it says".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("ONNX model");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(problem(folder.resolve("nothing.onnx"))).hasMessageContaining("nothing.onnx: there is no such file");
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 27})
    void anOperatorSetOutsideOfTheRangeIsNamed(long opset) throws IOException {
        assertThat(problem(write(ExportedGpt.model(opset).toByteArray())))
                .hasMessageContaining("operator set " + opset + ", and 13 to 26 can be read");
    }

    @Test
    void aTensorWithinANodeThatLiesElsewhereIsRefused() throws IOException {
        ModelProto good = product();
        NodeProto node = NodeProto.newBuilder()
                .setOpType("ConstantOfShape")
                .addInput("x")
                .addOutput("c")
                .addAttribute(AttributeProto.newBuilder().setName("value").setT(external("../secret")))
                .build();
        NodeProto outer = NodeProto.newBuilder()
                .setOpType("If")
                .addOutput("d")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setG(GraphProto.newBuilder().addNode(node)))
                .build();
        for (NodeProto bad : List.of(node, outer)) {
            ModelProto model = good.toBuilder()
                    .setGraph(good.getGraph().toBuilder().addNode(bad))
                    .build();
            assertThat(problem(write(model.toByteArray())))
                    .hasMessageContaining("the tensor 'weight' within the node")
                    .hasMessageContaining("lies in another file");
        }
    }

    @Test
    void aFileThatContradictsItselfIsRefused() throws IOException {
        ModelProto good = product();
        ModelProto model = good.toBuilder()
                .setGraph(good.getGraph().toBuilder()
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Constant")
                                .addAttribute(AttributeProto.newBuilder().setName("value"))))
                .build();
        assertThat(problem(write(model.toByteArray()))).hasMessageContaining("it contradicts itself");
    }

    @Test
    void aTensorThatLiesAboutItsShapeIsRefused() throws IOException {
        TensorProto lie = OnnxBuilder.floatTensor("weight", DataType.FLOAT, VALUES, 2, 4);
        assertThat(problem(write(product(DataType.FLOAT, lie).toByteArray())))
                .hasMessageContaining("'weight' has not as many elements as its shape says");
        TensorProto huge = OnnxBuilder.floatTensor("weight", DataType.FLOAT, VALUES, Long.MAX_VALUE, 4);
        assertThat(problem(write(product(DataType.FLOAT, huge).toByteArray())))
                .hasMessageContaining("'weight' has the shape");
        TensorProto negative = OnnxBuilder.floatTensor("weight", DataType.FLOAT, VALUES, -2, -3);
        assertThat(problem(write(product(DataType.FLOAT, negative).toByteArray())))
                .hasMessageContaining("'weight' has the shape [-2, -3]");
    }

    @Test
    void tensorsInAFileBesideAreRead() throws IOException {
        Imported model = Imported.read(withExternal(16, "offset", "16", "length", "24"));
        assertThat(model.tensor("weight").toFloatArray()).isEqualTo(VALUES);
    }

    @Test
    void whatHasItsTensorsBesideIsWrittenSoAgain() throws IOException {
        float[] many = new float[600];
        Arrays.fill(many, 2);
        Files.write(folder.resolve("wide.bin"), raw(many));
        Imported read = Imported.read(
                Files.write(folder.resolve("wide.onnx"), wide(many.length / 2).toByteArray()));
        Tensor trained = Tensor.allocate(ElementType.FLOAT32, 2, 300);
        trained.floats().put(599, 7);
        Path to = folder.resolve("sub").resolve("again.onnx");
        read.with(Map.of("weight", trained)).write(to, Map.of());
        assertThat(folder.resolve("sub"))
                .isDirectoryNotContaining(path -> path.toString().endsWith(".partial"));
        assertThat(Files.size(to)).isLessThan(1000);
        assertThat(Files.size(folder.resolve("sub").resolve("again.onnx.data"))).isEqualTo(2400);
        assertThat(Imported.read(to).tensor("weight").floats().get(599)).isEqualTo(7);
        try (Model model = MODELS.compile(Imported.read(to).bytes(Map.of()), "again")) {
            Tensor y = model.run(Map.of("x", Tensor.ofFloats(new float[] {0, 1}, 1, 2)))
                    .get("y");
            assertThat(y.floats().get(299)).isEqualTo(7);
        }
        assertThatThrownBy(() -> read.write(folder.resolve("wide.onnx"), Map.of()))
                .hasMessageContaining("cannot be written over itself");
    }

    private static ModelProto wide(int columns) {
        TensorProto tensor =
                external("wide.bin").toBuilder().setDims(1, columns).build();
        OnnxBuilder b = new OnnxBuilder(17);
        b.input("x", DataType.FLOAT, "rows", 2);
        b.initializer(tensor);
        b.node("MatMul", List.of("x", "weight"), List.of("y"));
        b.output("y", DataType.FLOAT, "rows", columns);
        return b.build();
    }

    private static byte[] raw(float[] values) {
        return OnnxBuilder.floatTensor("", DataType.FLOAT, values, values.length)
                .getRawData()
                .toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "0, length, 20, 'says 20 bytes, and its shape needs 24'",
        "0, offset, 8, 'bytes 8 to 32 of ''weights.bin'', which has 24'",
        "0, offset, -8, 'offset ''-8'''",
        "0, offset, x, 'offset ''x'''",
    })
    void aDataFileThatIsTooShortOrSaysNonsenseIsRefused(int offset, String key, String value, String message)
            throws IOException {
        assertThat(problem(withExternal(offset, key, value)))
                .hasMessageContaining("the tensor 'weight' lies in another file: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.bin, is missing",
        "'', is no file beside the ONNX file",
        "../weights.bin, is outside",
        "sub/../../weights.bin, is outside",
        "/etc/hostname, is no file beside the ONNX file",
    })
    void aDataFileElsewhereIsRefused(String location, String message) throws IOException {
        assertThat(problem(write(product(DataType.FLOAT, external(location)).toByteArray())))
                .hasMessageContaining("the tensor 'weight' lies in another file: '" + location + "' " + message);
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path outside = Files.write(folder.resolve("outside.bin"), new byte[24]);
        Files.createSymbolicLink(inner.resolve("weights.bin"), outside);
        Path file = Files.write(
                inner.resolve("model.onnx"),
                product(DataType.FLOAT, external("weights.bin")).toByteArray());
        assertThat(problem(file)).hasMessageContaining("leads out of the ONNX file's folder");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void weightsOf16BitsAreTrainedIn32AndWrittenAsTheyWere(DataType type) throws IOException {
        TensorProto weight = OnnxBuilder.floatTensor("weight", type, VALUES, 2, 3);
        Imported model = Imported.read(write(product(type, weight).toByteArray()));
        float coarse = type == DataType.FLOAT16 ? 1f / 1024 : 1f / 128;
        float[] read = model.tensor("weight").toFloatArray();
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(read[i]).isCloseTo(VALUES[i], within(Math.abs(VALUES[i]) * coarse));
        }
        Graph graph = new Graph("wide");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2));
        graph.output(
                "y",
                model.build(Scope.training(graph), Map.of("x", x), List.of(), MODELS, Substitution.NONE)
                        .get("y"));
        try (Model wide = MODELS.compile(OnnxWriter.write(graph, Map.of()), "wide")) {
            Tensor y = wide.run(Map.of("x", Tensor.ofFloats(new float[] {1, 2}, 1, 2)))
                    .get("y");
            assertThat(y.toFloatArray())
                    .containsExactly(
                            new float[] {read[0] + 2 * read[3], read[1] + 2 * read[4], read[2] + 2 * read[5]},
                            within(1e-4f));
        }
        Tensor trained = Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6.001f}, 2, 3);
        Path to = folder.resolve("trained.onnx");
        model.with(Map.of("weight", trained)).write(to, Map.of());
        Imported again = Imported.read(to);
        assertThat(again.weights()).hasToString("[weight " + type + "[2, 3]]");
        assertThat(again.tensor("weight").toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void tensorsAreReadFromEachOfTheFormatsLists() throws IOException {
        OnnxBuilder b = new OnnxBuilder(17);
        b.input("x", DataType.FLOAT, 1);
        b.initializer(TensorProto.newBuilder()
                .setName("f")
                .setDataType(1)
                .addDims(2)
                .addFloatData(1.5f)
                .addFloatData(-2)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("d")
                .setDataType(11)
                .addDims(1)
                .addDoubleData(2.5)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("l")
                .setDataType(7)
                .addDims(2)
                .addInt64Data(4)
                .addInt64Data(-5)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("i")
                .setDataType(6)
                .addDims(1)
                .addInt32Data(-6)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("b")
                .setDataType(9)
                .addDims(2)
                .addInt32Data(1)
                .addInt32Data(0)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("h")
                .setDataType(10)
                .addDims(1)
                .addInt32Data(0x3c00)
                .build());
        b.initializer(TensorProto.newBuilder()
                .setName("g")
                .setDataType(16)
                .addDims(1)
                .addInt32Data(0xc000)
                .build());
        b.node("Identity", List.of("x"), List.of("y"));
        b.output("y", DataType.FLOAT, 1);
        Imported model = Imported.read(write(b.build().toByteArray()));
        assertThat(model.tensor("f").toFloatArray()).containsExactly(1.5f, -2);
        assertThat(model.tensor("d").bytes().getDouble(0)).isEqualTo(2.5);
        assertThat(model.tensor("l").toLongArray()).containsExactly(4, -5);
        assertThat(model.tensor("i").ints().get(0)).isEqualTo(-6);
        assertThat(model.tensor("b").bytes().get(0)).isEqualTo((byte) 1);
        assertThat(model.tensor("h").toFloatArray()).containsExactly(1);
        assertThat(model.tensor("g").toFloatArray()).containsExactly(-2);
    }

    @Test
    void whatTheModelIsAskedForHasToBeThere() throws IOException {
        Imported model = Imported.read(write(product().toByteArray()));
        Graph graph = new Graph("g");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 2));
        Value open = graph.input("open", ElementType.FLOAT32, Shape.batch("n", 2));
        Value wide = graph.input("wide", ElementType.FLOAT32, Shape.of(1, 4));
        assertThatThrownBy(() -> build(model, scope, Map.of("x", x), "z"))
                .hasMessageContaining("the model has no output 'z'");
        assertThatThrownBy(() -> build(model, scope, Map.of("X", x), "y"))
                .hasMessageContaining("the model has no input 'X'")
                .hasMessageContaining("did you mean 'x'?");
        assertThatThrownBy(() -> build(model, scope, Map.of(), "y"))
                .hasMessageContaining("the input x FLOAT32[?, 2] is missing");
        assertThatThrownBy(() -> build(model, scope, Map.of("x", open), "y"))
                .hasMessageContaining("'x' has the shape [n, 2]; give it a fixed shape");
        assertThatThrownBy(() -> build(model, scope, Map.of("x", wide), "y"))
                .hasMessageContaining("it was given wide FLOAT32[1, 4]");
        assertThatThrownBy(() -> model.tensor("weigth")).hasMessageContaining("did you mean 'weight'?");
    }

    private static void build(Imported model, Scope scope, Map<String, Value> inputs, String output) {
        model.build(scope, inputs, List.of(output), MODELS, Substitution.NONE);
    }
}
