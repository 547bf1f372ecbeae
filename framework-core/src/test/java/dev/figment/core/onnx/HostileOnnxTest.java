package dev.figment.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.figment.api.Device;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's file that is damaged, or made to do harm, is refused with a message before ONNX Runtime gets it. */
class HostileOnnxTest {
    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void begin() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("model"));
        file = folder.resolve("model.onnx");
        Files.write(temp.resolve("secret.bin"), new byte[64]);
        Files.write(folder.resolve("weights.bin"), new byte[64]);
    }

    private void load(byte[] model) throws IOException {
        Files.write(file, model);
        try (OnnxModels models = OnnxModels.on(Device.CPU)) {
            models.load(new ModelRef("model", temp), "model.onnx");
        }
    }

    private void refuses(byte[] model, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> load(model))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith(file + ": ")
                        .doesNotContain("ONNX Runtime cannot load")
                        .contains(words));
    }

    private void refuses(ModelProto model, String... words) {
        refuses(model.toByteArray(), words);
    }

    @Test
    void aGoodModelIsLoaded() throws IOException {
        load(HostileModel.good());
        load(HostileModel.withWeights(HostileModel.elsewhere("location", "weights.bin"))
                .toByteArray());
        load(HostileModel.withWeights(
                        HostileModel.elsewhere("location", "./weights.bin", "offset", "48", "length", "16"))
                .toByteArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc/passwd             | no path within the model's folder
            ''                      | no path within the model's folder
            ../secret.bin           | outside the model's folder
            x/../../secret.bin      | outside the model's folder
            link.bin                | leads out of the model's folder
            nowhere.bin             | which is not there
            .                       | which is not there
            */_ORT_MEM_ADDR_/*      | which is not there
            """)
    void bytesOutsideTheModelsFolder(String location, String message) throws IOException {
        Files.createSymbolicLink(file.resolveSibling("link.bin"), temp.resolve("secret.bin"));
        TensorProto tensor = HostileModel.elsewhere("location", location);
        refuses(HostileModel.withWeights(tensor), "the tensor 'w' in it lies in '" + location + "'", message);
        refuses(HostileModel.withAttribute(attribute -> attribute.setT(tensor)), message);
        refuses(HostileModel.withAttribute(attribute -> attribute.addTensors(tensor)), message);
        GraphProto inner = GraphProto.newBuilder().addInitializer(tensor).build();
        refuses(HostileModel.withAttribute(attribute -> attribute.setG(inner)), message);
        refuses(HostileModel.withAttribute(attribute -> attribute.addGraphs(inner)), message);
        SparseTensorProto sparse =
                SparseTensorProto.newBuilder().setValues(tensor).build();
        refuses(HostileModel.withAttribute(attribute -> attribute.setSparseTensor(sparse)), message);
        ModelProto good = HostileModel.withWeights(HostileModel.weights());
        refuses(
                good.toBuilder()
                        .setGraph(good.getGraph().toBuilder().addSparseInitializer(sparse))
                        .build(),
                message);
        NodeProto node = HostileModel.withAttribute(attribute -> attribute.setT(tensor))
                .getGraph()
                .getNode(3);
        refuses(
                good.toBuilder()
                        .addFunctions(FunctionProto.newBuilder().setName("f").addNode(node))
                        .build(),
                message);
    }

    @Test
    void bytesBeyondAFilesEnd() {
        for (List<String> place : List.of(
                List.of("offset", "49"),
                List.of("offset", "49", "length", "16"),
                List.of("offset", "999999999999999999"))) {
            List<String> all = new java.util.ArrayList<>(List.of("location", "weights.bin"));
            all.addAll(place);
            refuses(
                    HostileModel.withWeights(HostileModel.elsewhere(all.toArray(String[]::new))),
                    "of 'weights.bin', which has 64");
        }
        for (String wrong : List.of("-1", "9999999999999999999", "1e3", "x")) {
            refuses(
                    HostileModel.withWeights(HostileModel.elsewhere("location", "weights.bin", "offset", wrong)),
                    "its offset is no number of bytes");
            refuses(
                    HostileModel.withWeights(HostileModel.elsewhere("location", "weights.bin", "length", wrong)),
                    "its length is no number of bytes");
        }
        refuses(
                HostileModel.withWeights(HostileModel.elsewhere("location", "weights.bin", "length", "17")),
                "is said to have 17 bytes in another file, and its shape needs 16");
        refuses(
                HostileModel.withWeights(
                        HostileModel.elsewhere("location", "weights.bin", "location", "../secret.bin")),
                "says twice where its bytes are");
    }

    @Test
    void sizesThatOverflowOrLie() {
        TensorProto.Builder tensor = HostileModel.weights().toBuilder().clearDims();
        refuses(
                HostileModel.withWeights(
                        tensor.clone().addDims(1L << 32).addDims(1L << 32).build()),
                "more elements than can be counted");
        refuses(
                HostileModel.withWeights(tensor.clone().addDims(Long.MAX_VALUE).build()),
                "more elements than can be counted");
        refuses(HostileModel.withWeights(tensor.clone().addDims(-4).build()), "has a dimension of -4");
        refuses(
                HostileModel.withWeights(tensor.clone().addDims(1L << 40).build()),
                "has 16 bytes, and its shape needs " + (1L << 42));
        refuses(
                HostileModel.withWeights(
                        tensor.clone().clearRawData().addDims(1L << 40).build()),
                "lists 0 elements, and its shape needs " + (1L << 40));
        refuses(
                HostileModel.withWeights(tensor.clone()
                        .clearRawData()
                        .addFloatData(1)
                        .addDims(1L << 40)
                        .build()),
                "lists 1 elements, and its shape needs " + (1L << 40));
        TensorProto.Builder many = tensor.clone();
        for (int i = 0; i < 65; i++) {
            many.addDims(1);
        }
        refuses(HostileModel.withWeights(many.build()), "more than 64 dimensions");
        refuses(
                HostileModel.withWeights(
                        tensor.clone().addDims(4).setName("n".repeat(5000)).build()),
                "more than 4096 bytes");
    }

    @Test
    void partsThatProtobufWouldPutTogether() throws IOException {
        byte[] good = HostileModel.good();
        byte[] twice = Arrays.copyOf(good, 2 * good.length);
        System.arraycopy(good, 0, twice, good.length, good.length);
        refuses(twice, "a part twice");
        byte[] bytes = HostileModel.field(9, new byte[16]);
        byte[] tensor = HostileModel.weights().toByteArray();
        byte[] longer = Arrays.copyOf(tensor, tensor.length + bytes.length);
        System.arraycopy(bytes, 0, longer, tensor.length, bytes.length);
        refuses(HostileModel.field(7, HostileModel.field(5, longer)), "the tensor 'w' in it has its bytes twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 100, 2000})
    void graphsThatAreNestedDeeply(int depth) {
        refuses(HostileModel.nested(depth), "nested in it more than 32 deep");
    }

    @Test
    void anythingThatIsNoModel() {
        refuses(new byte[0], "no graph");
        refuses("I am a text.\n".getBytes(StandardCharsets.UTF_8), "no ONNX model");
        refuses(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "no ONNX model");
        refuses(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}, "damaged");
        // The length of the graph: 2 GiB, and less than nothing.
        refuses(new byte[] {58, -1, -1, -1, -1, 7}, "truncated, damaged, or no ONNX model");
        refuses(new byte[] {58, -1, -1, -1, -1, 15}, "truncated, damaged, or no ONNX model");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] good = HostileModel.good();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(FigmentException.class)
                    .as("%d of %d bytes", length, good.length)
                    .isThrownBy(() -> load(cut));
        }
    }

    @Test
    void aLargeFileIsNotTakenIntoMemory() throws Exception {
        TensorProto tensor = HostileModel.weights().toBuilder()
                .clearRawData()
                .clearDims()
                .addDims(1 << 28)
                .build();
        byte[] start = tensor.toByteArray();
        long raw = (1L << 30) - 4;
        byte[] head = {9 << 3 | 2, (byte) 0xFC, -1, -1, -1, 3};
        long length = start.length + head.length + raw;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            ByteString.Output prefix = ByteString.newOutput();
            prefix.write(7 << 3 | 2);
            varint(prefix, length + 1 + 5);
            prefix.write(5 << 3 | 2);
            varint(prefix, length);
            prefix.write(start);
            prefix.write(head);
            out.write(prefix.toByteString().toByteArray());
            out.setLength(out.getFilePointer() + raw);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileOnnxTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("the tensor 'w' in it has " + raw + " bytes, and its shape needs " + (1L << 30));
        assertThat(process.waitFor()).isEqualTo(3);
    }

    private static void varint(ByteString.Output out, long value) {
        long left = value;
        for (; left > 127; left >>>= 7) {
            out.write((int) (left & 127 | 128));
        }
        out.write((int) left);
    }

    /** Checks one file; ends with 3 if it is refused. */
    public static void main(String[] arguments) {
        try {
            OnnxFileCheck.require(Path.of(arguments[0]));
        } catch (FigmentException e) {
            System.out.println(e.getMessage());
            System.exit(3);
        }
    }
}
