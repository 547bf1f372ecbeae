package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptImportTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {13, 14, 17, 18, 20, 22, 26})
    void computesWhatTheFileDoesAndFoldsItsShapeArithmetic(long opset) throws IOException {
        byte[] file = ExportedGpt.model(opset).toByteArray();
        Imported gpt = Imported.read(Files.write(folder.resolve("gpt.onnx"), file));
        Graph graph = new Graph("gpt");
        Scope scope = Scope.training(graph);
        Map<String, Value> inputs = Map.of(
                "input_ids", graph.input("input_ids", ElementType.INT64, Shape.of(3, 5)),
                "attention_mask", graph.input("attention_mask", ElementType.INT64, Shape.of(3, 5)));
        gpt.build(scope, inputs, List.of(), MODELS, Substitution.NONE).forEach(graph::output);
        Map<String, Tensor> batch = batch(3, 5);
        try (Model original = MODELS.compile(file, "original");
                Model imported = MODELS.compile(OnnxWriter.write(graph, Map.of()), "imported")) {
            Tensor expected = original.run(batch).get("logits");
            Tensor actual = imported.run(batch).get("logits");
            assertThat(actual.shape()).containsExactly(3, 5, ExportedGpt.VOCABULARY);
            assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
        }
        assertThat(graph.nodes().stream().map(Node::operator).map(Object::toString))
                .doesNotContain("Shape", "Range", "ConstantOfShape", "Trilu");
    }

    static Map<String, Tensor> batch(int samples, int length) {
        long[] ids = new long[samples * length];
        long[] mask = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = new Seed(8).below(i, ExportedGpt.VOCABULARY);
            mask[i] = i % length < length - i / length % 2 ? 1 : 0;
        }
        return Map.of(
                "input_ids", Tensor.ofLongs(ids, samples, length),
                "attention_mask", Tensor.ofLongs(mask, samples, length));
    }
}
