package dev.figment.train.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.ExportedGpt;
import dev.figment.train.imported.Imported;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.Objective;
import dev.figment.train.step.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FineTuningTest {
    private static final Tensor OTHER_SIZE = GptTuning.batch(2, 9, new Seed(12)).get("tokens");

    private static final String[] ALL = {"*"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {13, 20})
    void theGradientsOfAllWeightsAgreeWithDifferencesOfTheFilesOwnGraph(long opset) throws IOException {
        Imported gpt = GptTuning.read(folder, opset);
        Graph graph = new Graph("gradients");
        Map<String, Value> inputs = new LinkedHashMap<>();
        GptTuning.inputs(2, 5)
                .forEach(spec -> inputs.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        Scope scope = Scope.training(graph);
        Objective.Loss loss = GptTuning.objective(
                        FineTuning.of(gpt, GptTuning.MODELS).train(ALL))
                .build(scope, inputs);
        List<Parameter> parameters = List.copyOf(scope.parameters());
        List<Value> gradients = Gradient.of(
                loss.value(), parameters.stream().map(Parameter::value).toList());
        for (int i = 0; i < gradients.size(); i++) {
            graph.output("gradient." + parameters.get(i).path(), gradients.get(i));
        }
        assertThat(parameters).hasSize(28);
        Map<String, Tensor> batch = GptTuning.batch(2, 5, new Seed(4));
        Map<String, Tensor> values = new HashMap<>(batch);
        parameters.forEach(parameter -> values.put(parameter.path(), gpt.tensor(parameter.path())));
        try (Model model = GptTuning.MODELS.compile(OnnxWriter.write(graph, Map.of()), "gradients")) {
            Map<String, Tensor> results = model.run(values);
            for (Parameter parameter : parameters) {
                checkSlope(gpt, parameter.path(), results.get("gradient." + parameter.path()), batch);
            }
        }
    }

    /** Along one random direction of a weight, which says as much as element by element, and sooner. */
    private static void checkSlope(Imported gpt, String weight, Tensor gradient, Map<String, Tensor> batch) {
        Tensor at = gpt.tensor(weight);
        float[] direction = new float[at.count()];
        double exact = 0;
        double size = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (2 * new Seed(5).child(weight).uniform(i) - 1);
            exact += (double) direction[i] * gradient.floats().get(i);
            size += Math.pow(gradient.floats().get(i), 2);
        }
        double step = 2e-3;
        double slope = (loss(moved(gpt, weight, at, direction, step), batch)
                        - loss(moved(gpt, weight, at, direction, -step), batch))
                / (2 * step);
        assertThat(exact).as(weight).isCloseTo(slope, within(3e-3 * Math.max(0.1, Math.sqrt(size))));
    }

    private static Imported moved(Imported gpt, String weight, Tensor at, float[] direction, double step) {
        Tensor moved = FineTuning.copy(at);
        for (int i = 0; i < direction.length; i++) {
            moved.floats().put(i, (float) (at.floats().get(i) + step * direction[i]));
        }
        return gpt.with(Map.of(weight, moved));
    }

    /** The cross-entropy, from what the file's own graph gives, in double precision. */
    private static double loss(Imported gpt, Map<String, Tensor> batch) {
        float[] logits = GptTuning.logits(gpt, batch.get("tokens")).toFloatArray();
        float[] targets = batch.get("targets").toFloatArray();
        int vocabulary = (int) batch.get("targets").dim(2);
        double total = 0;
        for (int row = 0; row < logits.length; row += vocabulary) {
            double sum = 0;
            double wanted = 0;
            for (int i = row; i < row + vocabulary; i++) {
                sum += Math.exp(logits[i]);
                wanted += targets[i] * logits[i];
            }
            total += Math.log(sum) - wanted;
        }
        return total / (logits.length / vocabulary);
    }

    @Test
    void allWeightsLearnAndTheMergedFileComputesTheSameAtOtherSizes() throws IOException {
        Imported gpt = GptTuning.read(folder, 13);
        learns(gpt, FineTuning.of(gpt, GptTuning.MODELS).train(ALL), 1e-2, 0.1);
    }

    @Test
    void weightsChosenByNameLearnAndTheOthersStay() throws IOException {
        Imported gpt = GptTuning.read(folder, 14);
        FineTuning tuning = FineTuning.of(gpt, GptTuning.MODELS).train("transformer.h.*.mlp.*", "!*.c_proj.bias");
        Imported merged = learns(gpt, tuning, 1e-2, 0.5);
        assertThat(changed(gpt, merged))
                .containsExactlyInAnyOrder(
                        "transformer.h.0.mlp.c_fc.weight",
                        "transformer.h.0.mlp.c_fc.bias",
                        "transformer.h.0.mlp.c_proj.weight",
                        "transformer.h.1.mlp.c_fc.weight",
                        "transformer.h.1.mlp.c_fc.bias",
                        "transformer.h.1.mlp.c_proj.weight");
    }

    @Test
    void lowRankAdaptersLearnAndBeginWithTheModelAsItWas() throws IOException {
        Imported gpt = GptTuning.read(folder, 17);
        FineTuning tuning = FineTuning.of(gpt, GptTuning.MODELS).lora(Lora.of(2, 4, "*.attn.*", "*.mlp.*"));
        try (TrainingStep step = GptTuning.step(tuning)) {
            assertThat(step.parameters()).hasSize(2 * 8);
            assertThat(step.parameters()
                            .get("transformer.h.1.mlp.c_fc.weight.lora_A")
                            .shape())
                    .containsExactly(2, 8);
            assertThat(step.parameters()
                            .get("transformer.h.1.mlp.c_fc.weight.lora_B")
                            .shape())
                    .containsExactly(32, 2);
            float[] before = GptTuning.logits(tuning, GptTuning.snapshot(step), OTHER_SIZE)
                    .toFloatArray();
            assertThat(before).containsExactly(GptTuning.logits(gpt, OTHER_SIZE).toFloatArray(), within(1e-5f));
        }
        Imported merged = learns(gpt, tuning, 2e-2, 0.6);
        assertThat(changed(gpt, merged)).hasSize(8).allMatch(name -> name.endsWith(".weight"));
    }

    @Test
    void anAdapterOfTheOutputLayerLeavesTheEmbeddingThatSharesItsWeight() throws IOException {
        Imported gpt = GptTuning.read(folder, 18);
        FineTuning tuning = FineTuning.of(gpt, GptTuning.MODELS).lora(Lora.of(4, 8, "*.wte.weight", "*c_attn*"));
        Imported merged = learns(gpt, tuning, 2e-2, 0.8);
        assertThat(changed(gpt, merged))
                .containsExactlyInAnyOrder("transformer.h.0.attn.c_attn.weight", "transformer.h.1.attn.c_attn.weight");
        assertThat(merged.weight("transformer.wte.weight/adapted/transposed")).isPresent();
    }

    @Test
    void anAdapterComesBackFromItsFilesAndTrainsOn() throws IOException {
        Imported gpt = GptTuning.read(folder, 20);
        FineTuning tuning = FineTuning.of(gpt, GptTuning.MODELS)
                .lora(Lora.of(2, 4, "*c_attn*", "*.wte.weight"))
                .train("transformer.ln_f.*");
        Path files = folder.resolve("adapter");
        Tensor expected;
        double reached;
        try (TrainingStep step = GptTuning.step(tuning)) {
            reached = GptTuning.train(step, 40, 1e-2)[1];
            tuning.adapter(step.parameters()).write(files);
            expected = GptTuning.logits(tuning.merge(step.parameters()), OTHER_SIZE);
        }
        Adapter adapter = Adapter.read(files);
        assertThat(GptTuning.logits(adapter.mergeInto(gpt), OTHER_SIZE).toFloatArray())
                .isEqualTo(expected.toFloatArray());
        try (TrainingStep step =
                GptTuning.step(FineTuning.of(gpt, GptTuning.MODELS).from(adapter))) {
            assertThat(GptTuning.train(step, 1, 1e-2)[0]).isLessThan(1.3 * reached);
            assertThat(step.parameters().keySet())
                    .contains("transformer.ln_f.bias", "transformer.wte.weight.lora_B")
                    .hasSize(8);
        }
        assertThat(Files.size(files.resolve("adapter.safetensors"))).isLessThan(3000);
    }

    @Test
    void theSameModelStandsTwiceInANetworkUnderTwoPlaces() throws IOException {
        Imported gpt = GptTuning.read(folder, 20);
        FineTuning tuning = FineTuning.of(gpt, GptTuning.MODELS).lora(Lora.of(2, 4, "*c_attn*"));
        Graph graph = new Graph("two");
        Scope scope = Scope.training(graph);
        Map<String, Value> inputs = Map.of(
                "input_ids", graph.input("tokens", ElementType.INT64, Shape.of(1, 3)),
                "attention_mask", graph.constant("all", GptTuning.ones(1, 3)));
        tuning.at("student").apply(scope, inputs);
        tuning.at("teacher").apply(scope, inputs);
        assertThat(scope.parameters().stream().map(Parameter::path))
                .hasSize(8)
                .contains(
                        "student.transformer.h.0.attn.c_attn.weight.lora_A",
                        "teacher.transformer.h.0.attn.c_attn.weight.lora_A");
        assertThat(graph.initializers().values().stream()
                        .filter(tensor -> Arrays.equals(tensor.shape(), new long[] {ExportedGpt.VOCABULARY, 8})))
                .as("the frozen embedding, once for both")
                .hasSize(1);
        Tensor one = Tensor.allocate(ElementType.FLOAT32, 2, 8);
        Tensor other = Tensor.allocate(ElementType.FLOAT32, 24, 2);
        Adapter adapter = tuning.at("student")
                .adapter(Map.of(
                        "student.transformer.h.0.attn.c_attn.weight.lora_A", one,
                        "student.transformer.h.0.attn.c_attn.weight.lora_B", other));
        assertThat(adapter.tensors().keySet())
                .containsExactlyInAnyOrder(
                        "transformer.h.0.attn.c_attn.weight.lora_A", "transformer.h.0.attn.c_attn.weight.lora_B");
    }

    /** Trains until the loss is below a part of what it was, and compares the merged file with the trained graph. */
    private Imported learns(Imported gpt, FineTuning tuning, double rate, double part) throws IOException {
        try (TrainingStep step = GptTuning.step(tuning)) {
            double[] losses = GptTuning.train(step, 300, rate);
            assertThat(losses[1]).isLessThan(part * losses[0]);
            Path file = folder.resolve("tuned.onnx");
            tuning.merge(step.parameters()).write(file, Map.of("tuned", "yes"));
            assertThatCode(() -> onnx.check_model(file.toString(), true, false, true))
                    .as("the official checker, with full shape inference")
                    .doesNotThrowAnyException();
            Imported merged = Imported.read(file);
            assertThat(merged.metadata()).containsEntry("tuned", "yes");
            float[] expected = GptTuning.logits(tuning, GptTuning.snapshot(step), OTHER_SIZE)
                    .toFloatArray();
            float[] actual = GptTuning.logits(merged, OTHER_SIZE).toFloatArray();
            assertThat(actual).containsExactly(expected, within(2e-5f * largest(expected)));
            assertThat(actual).isNotEqualTo(GptTuning.logits(gpt, OTHER_SIZE).toFloatArray());
            return merged;
        }
    }

    private static float largest(float[] values) {
        float largest = 1;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static List<String> changed(Imported before, Imported after) {
        return before.weights().stream()
                .filter(weight -> weight.real())
                .map(weight -> weight.name())
                .filter(name ->
                        !before.tensor(name).bytes().equals(after.tensor(name).bytes()))
                .toList();
    }
}
