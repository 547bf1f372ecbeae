package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model's file holds, it is a model that runs, or a problem in words. {@code -Dfigment.fuzz=100000} tries more. */
class OnnxFuzzTest {
    private static final int ROUNDS = Integer.getInteger("figment.fuzz", 2000);

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesOfASmallModelAreChanged(boolean imported) throws Exception {
        byte[] good = small();
        survives(random -> ModelMutation.ofBytes(good, random), imported);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void partsOfASmallModelAreChanged(boolean imported) throws Exception {
        ModelProto good = ModelProto.parseFrom(small());
        survives(random -> ModelMutation.ofParts(good, random), imported);
    }

    /** y [n, 2] = relu(x [n, 2] · w [2, 2] + b [2]). */
    private static byte[] small() {
        Graph graph = new Graph("small");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.batch("n", 2));
        Value w = graph.constant("w", Tensor.ofFloats(new float[] {1, 2, 3, 4}, 2, 2));
        Value b = graph.constant("b", Tensor.ofFloats(new float[] {1, 2}, 2));
        graph.output("y", Activations.relu(Arithmetic.add(MatrixProducts.matMul(x, w), b)));
        return OnnxWriter.write(graph, Map.of());
    }

    private void survives(Function<Random, byte[]> model, boolean imported) throws Exception {
        Path file = Files.createDirectory(temp.resolve("model")).resolve("model.onnx");
        int works = 0;
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            // Java's generators begin alike for seeds that follow each other.
            Files.write(file, model.apply(new Random(seed * 0x9E3779B97F4A7C15L)));
            try {
                if (imported) {
                    read(file);
                } else {
                    run(file);
                }
                works++;
            } catch (FigmentException e) {
                assertThat(e.problems()).as("seed %d", seed).isNotEmpty();
                refused++;
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(works).as("models that work, of %d", ROUNDS).isGreaterThan(ROUNDS / 100);
        assertThat(refused).as("models that are refused, of %d", ROUNDS).isGreaterThan(ROUNDS / 4);
    }

    /** As for a pipeline. */
    private void run(Path file) {
        try (OnnxModels models = OnnxModels.on(Device.CPU)) {
            Model model = models.load(new ModelRef("model", temp), "model.onnx");
            model.run(Map.of("x", Tensor.ofFloats(new float[] {1, 2, 3, 4}, 2, 2)));
        }
    }

    /** As for fine-tuning or quantizing. */
    private static void read(Path file) throws IOException {
        Imported model = Imported.read(file);
        model.inputs();
        model.outputs();
        model.products();
        model.metadata();
        for (Weight weight : model.weights()) {
            model.tensor(weight.name());
        }
        model.write(file.resolveSibling("copy.onnx"), Map.of());
    }
}
