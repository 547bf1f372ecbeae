package dev.figment.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    /** Keys of nothing. */
    record Nothing() {}

    @TempDir
    Path temp;

    private Path folder;
    private int asked;

    @BeforeEach
    void makeModel() throws IOException {
        folder = temp.resolve("tiny-vae");
        TinyCard.write(folder, "tiny-vae", "1.2.0");
        onnx(17);
    }

    private void onnx(long opset) throws IOException {
        byte[] bytes = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(GraphProto.newBuilder().setName("tiny"))
                .build()
                .toByteArray();
        Path file = Files.write(folder.resolve("encoder.onnx"), bytes);
        String text = Files.readString(folder.resolve("card.yaml"));
        Card.Content now = Card.Content.of(file);
        Files.writeString(
                folder.resolve("card.yaml"),
                text.replaceFirst(
                        "encoder.onnx: \\{.*\\}",
                        "encoder.onnx: { size: " + now.size() + ", sha256: " + now.sha256() + " }"));
    }

    private static PluginStatus vae(String version, String... components) {
        return new PluginStatus.Loaded(
                "vae",
                version,
                "",
                Optional.empty(),
                List.of(components).stream()
                        .map(name -> Contribution.component(name, "", Object.class, Nothing.class))
                        .toList(),
                Optional.empty());
    }

    private List<Problem> against(long memory, boolean cuda, PluginStatus... plugins) {
        return new Machine(List.of(plugins), memory, () -> {
                    asked++;
                    return cuda;
                })
                .against(folder, CardFile.in(folder).orElseThrow());
    }

    private List<Problem> against(PluginStatus... plugins) {
        return against(1L << 30, false, plugins);
    }

    @Test
    void whatRunsHasNoProblem() {
        assertThat(against(vae("0.1.0", "vae"))).isEmpty();
        assertThat(asked).isZero();
    }

    @Test
    void needsItsPluginInItsRange() {
        assertThat(against()).singleElement().satisfies(problem -> {
            assertThat(problem.message())
                    .isEqualTo("it needs the plugin 'vae' in a version >=0.1, which is not installed");
            assertThat(problem.fix()).contains("figment plugins install");
        });
        assertThat(against(vae("0.0.9", "vae"))).singleElement().satisfies(problem -> {
            assertThat(problem.message()).endsWith(">=0.1, and 0.0.9 is installed");
            assertThat(problem.fix()).contains("figment plugins update vae");
        });
        Problem broken = Problem.of("x", "", "broken");
        assertThat(against(new PluginStatus.Failed("vae", Optional.empty(), broken)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .endsWith("which does not load; 'figment plugins doctor' says why"));
        assertThat(against(vae("0.1.0", "vea")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .isEqualTo("the plugin 'vae' has no component 'vae'; there is: vea; did you mean 'vea'?"));
    }

    @Test
    void needsAnOperatorSetThatTheRuntimeKnows() throws IOException {
        onnx(99);
        assertThat(against(vae("0.1.0", "vae"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("too-new");
            assertThat(problem.where()).endsWith("encoder.onnx");
            assertThat(problem.message()).startsWith("it is written with operator set 99");
        });
    }

    @Test
    void needsFilesOfTheSizeThatTheCardSays() throws IOException {
        Files.write(folder.resolve("encoder.onnx"), new byte[3]);
        assertThat(against(vae("0.1.0", "vae")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("it has 3 bytes, and the card says "));
        Files.delete(folder.resolve("encoder.onnx"));
        assertThat(against(vae("0.1.0", "vae")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("there is no such file"));
    }

    @Test
    void saysWhatIsNoModel() throws IOException {
        Files.write(folder.resolve("encoder.onnx"), new byte[(int) Files.size(folder.resolve("encoder.onnx"))]);
        assertThat(against(vae("0.1.0", "vae")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("no whole ONNX model"));
    }

    @Test
    void needsMemoryForItsFiles() {
        assertThat(against(10, false, vae("0.1.0", "vae")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("little-memory"));
    }

    @Test
    void mayNeedCuda() throws IOException {
        Files.writeString(
                folder.resolve("card.yaml"), Files.readString(folder.resolve("card.yaml")) + "device: cuda\n");
        assertThat(against(1 << 30, false, vae("0.1.0", "vae")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("no-cuda"));
        assertThat(against(1 << 30, true, vae("0.1.0", "vae"))).isEmpty();
    }

    @Test
    void namesAllReasonsAtOnce() throws IOException {
        onnx(99);
        assertThat(against(10, false))
                .extracting(Problem::code)
                .containsExactly("no-plugin", "too-new", "little-memory");
    }
}
