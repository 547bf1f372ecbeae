package dev.figment.train.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.error.FigmentException;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.Imported;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    @TempDir
    private Path folder;

    private Imported gpt;
    private FineTuning tuning;

    @BeforeEach
    void read() throws IOException {
        gpt = GptTuning.read(folder, 13);
        tuning = FineTuning.of(gpt, GptTuning.MODELS);
    }

    private static void assertRefused(ThrowingCallable code, String... parts) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        FigmentException.class, e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .hasMessageContainingAll(parts);
    }

    @Test
    void aPatternThatMatchesNothingNamesTheNearest() {
        assertRefused(
                () -> tuning.train("transformer.h.0.atn.c_attn.weight"),
                "no weight of the model is called 'transformer.h.0.atn.c_attn.weight'",
                "did you mean 'transformer.h.0.attn.c_attn.weight'?");
    }

    @Test
    void integersAreNotTrained() {
        assertRefused(
                () -> tuning.train("transformer.h.0.attn.bias"),
                "'transformer.h.0.attn.bias' names nothing that can be trained",
                "UINT8[1, 1, 16, 16] holds no real numbers");
    }

    @Test
    void patternsThatExcludeAllTheyNameAreRefused() {
        assertRefused(() -> tuning.train("*.ln_f.*", "!*.ln_*"), "leave no weight");
        assertRefused(() -> tuning.lora(Lora.of(2, 1, "*.mlp.*", "!*.c_*")), "leave no matrix product");
    }

    @Test
    void constantsOfFormulasAreNotMeantByAPattern() {
        Graph graph = new Graph("all");
        Scope scope = Scope.training(graph);
        apply(tuning.train("*"), graph, scope);
        assertThat(scope.parameters()).allMatch(parameter -> parameter.path().startsWith("transformer."));
    }

    @Test
    void adaptersNeedAMatrixProduct() {
        assertRefused(
                () -> tuning.lora(Lora.of(2, 1, "*.ln_f.weight")),
                "'*.ln_f.weight' is no weight of a matrix product",
                "there is: ");
        assertRefused(
                () -> tuning.lora(Lora.of(2, 1, "transformer.h.0.mlp.c_fc.wight")),
                "did you mean 'transformer.h.0.mlp.c_fc.weight'?");
    }

    @Test
    void nothingChosenIsNothingToTrain() {
        Graph graph = new Graph("none");
        assertRefused(() -> apply(tuning, graph, Scope.training(graph)), "no weight of the model was chosen");
    }

    private static void apply(FineTuning tuning, Graph graph, Scope scope) {
        Value ids = graph.input("tokens", ElementType.INT64, Shape.of(1, 3));
        Value mask = graph.constant("all", GptTuning.ones(1, 3));
        tuning.apply(scope, Map.of("input_ids", ids, "attention_mask", mask));
    }

    @Test
    void aRankOrAlphaThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Lora.of(0, 1, "*")).hasMessageContaining("a rank of 0");
        assertThatThrownBy(() -> Lora.of(1, Double.NaN, "*")).hasMessageContaining("alpha is NaN");
        assertThatThrownBy(() -> Lora.of(1, 1)).hasMessageContaining("an adapter of nothing");
    }

    @Test
    void anAdapterThatIsMissingBrokenOrOfAnotherModelIsRefused() throws IOException {
        Path files = folder.resolve("adapter");
        assertRefused(() -> Adapter.read(files), "adapter.safetensors", "is missing");
        try (var step = GptTuning.step(tuning.lora(Lora.of(2, 4, "*c_attn*")))) {
            tuning.lora(Lora.of(2, 4, "*c_attn*")).adapter(step.parameters()).write(files);
        }
        Adapter adapter = Adapter.read(files);
        Imported other = Imported.read(Files.write(folder.resolve("other.onnx"), gpt.bytes(Map.of())));
        assertThat(adapter.mergeInto(other).weights()).isEqualTo(gpt.weights());
        Path description = files.resolve("adapter.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replace("transformer.h.0.attn.c_attn.weight", "nothing"));
        assertRefused(() -> Adapter.read(files), "no tensor for 'nothing.lora_A'");
        Files.writeString(description, text.replace("\"rank\" : 2", "\"rank\" : 0"));
        assertRefused(() -> Adapter.read(files), "no sound rank, alpha and nodes");
        Files.writeString(description, text.replace("\"format\" : 1", "\"format\" : 9"));
        assertRefused(() -> Adapter.read(files), "its format is '9', and 1 is read");
        Files.writeString(description, text.substring(0, 20));
        assertRefused(() -> Adapter.read(files), "adapter.json: this is no whole JSON");
        Files.writeString(description, text.replace("\"in\" : 8", "\"in\" : 9"));
        assertRefused(() -> Adapter.read(files), "for 'transformer.h.0.attn.c_attn.weight.lora_A'");
        String node = adapter.lowRank().get(0).nodes().get(0);
        Files.writeString(description, text.replace(node, "another"));
        assertRefused(() -> Adapter.read(files).mergeInto(gpt), "the adapter is of another model", "at 'another'");
        Files.writeString(description, text);
        Path tensors = files.resolve("adapter.safetensors");
        Files.write(tensors, Arrays.copyOf(Files.readAllBytes(tensors), 900));
        assertRefused(() -> Adapter.read(files), "adapter.safetensors: this is no whole safetensors file");
    }
}
