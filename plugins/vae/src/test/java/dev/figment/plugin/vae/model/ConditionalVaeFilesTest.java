package dev.figment.plugin.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Attribute;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Labels;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the metadata of a decoder say of its condition, which has two numbers here. */
class ConditionalVaeFilesTest {
    @TempDir
    Path folder;

    private ConditionalVae with(Map<String, String> metadata) throws IOException {
        Graph graph = new Graph("decoder");
        Value latents = graph.input("latents", ElementType.FLOAT32, Shape.batch("N", 2));
        Value condition = graph.input("condition", ElementType.FLOAT32, Shape.batch("N", 2));
        Value weights = graph.initializer("weights", Tensor.ofFloats(new float[24], 4, 6));
        Value logits = MatrixProducts.gemm(Layout.concat(List.of(latents, condition), 1), false, weights, false);
        graph.output("images", Layout.reshape(Activations.sigmoid(logits), Shape.batch("N", 1, 2, 3)));
        Files.write(folder.resolve("decoder.onnx"), OnnxWriter.write(graph, metadata));
        return new ConditionalVae(
                new ConditionalVae.Config(new ModelRef(folder.toString(), folder)), OnnxModels.on(Device.CPU));
    }

    private static Map<String, String> metadata(String names, String least, String most) {
        return Map.of("attributes", names, "attributes.least", least, "attributes.most", most);
    }

    @Test
    void withoutAWordItIsOfClasses() throws IOException {
        Labels labels = new Labels(Tensor.ofLongs(new long[] {1, 0}, 2), List.of());
        assertThat(with(Map.of()).generate(labels, new Position(new Seed(1), 0)).size())
                .isEqualTo(2);
    }

    @Test
    void attributesAreNamedWithTheirRanges() throws IOException {
        assertThat(with(metadata("hat\nage", "0\n8.5", "1\n60")).attributes())
                .containsExactly(new Attribute("hat", 0, 1), new Attribute("age", 8.5f, 60));
    }

    @Test
    void asManyAttributesAreNamedAsTheFileTakesNumbers() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> with(metadata("hat", "0", "1")))
                .withMessageContaining("decoder.onnx takes 2 numbers as its condition, and names 1 attributes");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "'0\n0', 'one\n1'", "'0\n2', '1\n1'"})
    void rangesThatAreNoneAreRefused(String least, String most) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> with(metadata("hat\nage", least, most)))
                .withMessageContaining("decoder.onnx does not say which attributes it takes: ")
                .withMessageContaining("use a model of this kind");
    }
}
