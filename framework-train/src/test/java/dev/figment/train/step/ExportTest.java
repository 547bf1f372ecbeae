package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.Sequential;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
    private static final List<InputSpec> IMAGES = List.of(InputSpec.floats("pixels", Shape.batch("N", TinyVae.PIXELS)));
    private static final List<InputSpec> LATENTS =
            List.of(InputSpec.floats("latents", Shape.batch("N", TinyVae.LATENTS)));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theExportedNetworkComputesWhatTheTrainingGraphDoes(Activation activation) {
        Sequential layer = Sequential.of(new Linear(7), activation, new Linear(3));
        Export.Network network = (scope, in) -> Map.of("y", scope.apply("net", layer, in.get("pixels")));
        Graph training = new Graph("training");
        Scope scope = Scope.training(training);
        Value x = training.input("pixels", ElementType.FLOAT32, Shape.of(5, TinyVae.PIXELS));
        network.build(scope, Map.of("pixels", x)).forEach(training::output);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        scope.parameters().forEach(p -> parameters.put(p.path(), p.initial(new Seed(4))));
        Map<String, Tensor> pixels =
                Map.of("pixels", TinyVae.batch(new Seed(1), 5).get("pixels"));
        Map<String, Tensor> inputs = new HashMap<>(parameters);
        inputs.putAll(pixels);
        byte[] exported = Export.onnx("net", IMAGES, network, parameters, Map.of());
        try (Model trained = TinyVae.MODELS.compile(OnnxWriter.write(training, Map.of()), "training");
                Model inference = TinyVae.MODELS.compile(exported, "exported")) {
            assertClose(inference.run(pixels).get("y"), trained.run(inputs).get("y"));
        }
    }

    @Test
    void keepsTheBatchOpenAndTheMetadata() {
        try (TrainingStep step = TinyVae.step(new Seed(1));
                Model decoder = TinyVae.MODELS.compile(decoder(step, Map.of("figment.seed", "1")), "decoder")) {
            assertThat(decoder.inputs().get(0).shape()).containsExactly(-1L, 2L);
            assertThat(decoder.metadata()).containsEntry("figment.seed", "1");
            Tensor latents = Tensor.allocate(ElementType.FLOAT32, 33, 2);
            assertThat(decoder.run(Map.of("latents", latents)).get("pixels").shape())
                    .containsExactly(33L, 12L);
        }
    }

    @Test
    void theSameParametersGiveTheSameBytes() {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            Map<String, String> metadata = Map.of("a", "1", "b", "2", "c", "3");
            assertThat(decoder(step, metadata)).isEqualTo(decoder(step, metadata));
        }
    }

    @Test
    void aParameterThatWasNotTrainedIsNamed() {
        assertThatThrownBy(() -> Export.onnx("decoder", LATENTS, TinyVae::decoder, Map.of(), Map.of()))
                .hasMessageContaining("decoder.0.weight");
    }

    @Test
    void theOfficialCheckerAcceptsExportsAndTrainingStepsWithFullShapeInference() throws IOException {
        try (TrainingStep step = TinyVae.step(new Seed(1))) {
            check("decoder", decoder(step, Map.of("figment.seed", "1")));
            check("encoder", Export.onnx("encoder", IMAGES, TinyVae::encoder, step.parameters(), Map.of()));
        }
        OptimizerConfig all = new Adamw(1e-3, 0.9, 0.999, 1e-8, 0.1, List.of(), 1);
        check("step", stepOnnx(TinyVae.inputs(), TinyVae::objective, all));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theOfficialCheckerAcceptsEveryActivationAndItsGradient(Activation activation) throws IOException {
        Sequential layer = Sequential.of(new Linear(7), activation, new Linear(TinyVae.PIXELS));
        Objective objective = (scope, in) -> {
            Value y = scope.apply("net", layer, in.get("pixels"));
            Value error = Losses.squaredError(y, in.get("pixels"));
            return new Objective.Loss(Reductions.mean(error), Map.of());
        };
        List<InputSpec> inputs = List.of(InputSpec.floats("pixels", Shape.of(5, TinyVae.PIXELS)));
        check("step", stepOnnx(inputs, objective, OptimizerConfig.adam(1e-3)));
    }

    static byte[] stepOnnx(List<InputSpec> inputs, Objective objective, OptimizerConfig optimizer) {
        Update update = new Update("", inputs, objective, List.of(""), optimizer);
        Forward forward = Forward.of("step", update);
        FlatLayout layout = FlatLayout.of(optimizer, forward.trained());
        return OnnxWriter.write(StepGraph.whole(forward, update, layout), Map.of());
    }

    /** {@code onnx.checker.check_model(path, full_check=True)}. */
    private void check(String name, byte[] model) throws IOException {
        Path file = Files.write(folder.resolve(name + ".onnx"), model);
        assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                .doesNotThrowAnyException();
    }

    private static byte[] decoder(TrainingStep step, Map<String, String> metadata) {
        return Export.onnx("decoder", LATENTS, TinyVae::decoder, step.parameters(), metadata);
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
    }
}
