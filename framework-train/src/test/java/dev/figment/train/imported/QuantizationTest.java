package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.Linear;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizationTest {
    private static final long TOKENS = 300;
    private static final long WIDTH = 64;
    private static final OnnxModels MODELS = OnnxModels.on(Device.CPU);

    @TempDir
    private Path folder;

    private static Tensor normal(long seed, long... shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
        new Seed(seed).fillNormal(tensor.floats());
        return tensor;
    }

    /** An embedding, a layer whose inputs do not fill a block, and logits by the embedding. */
    private Path file() throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("tokens.weight", normal(1, TOKENS, WIDTH));
        weights.put("hidden.weight", normal(2, 50, WIDTH));
        weights.put("hidden.bias", normal(3, 50));
        weights.put("back.weight", normal(4, WIDTH, 50));
        weights.put("back.bias", normal(5, WIDTH));
        Embedding tokens = new Embedding(TOKENS, WIDTH);
        byte[] onnx = Export.onnx(
                "tiny",
                List.of(new InputSpec("ids", ElementType.INT64, new Shape(List.of(new Dim.Named("N"))))),
                (scope, in) -> {
                    var h = scope.apply("tokens", tokens, in.get("ids"));
                    h = scope.apply("back", new Linear(WIDTH), scope.apply("hidden", new Linear(50), h));
                    return Map.of("logits", tokens.logits(scope.child("tokens"), h));
                },
                weights,
                Map.of("made", "here"));
        return Files.write(folder.resolve("tiny.onnx"), onnx);
    }

    private static float[] logits(byte[] onnx) {
        try (Model model = MODELS.compile(onnx, "tiny")) {
            return model.run(Map.of("ids", Tensor.ofLongs(new long[] {0, 7, 299, 42}, 4)))
                    .get("logits")
                    .toFloatArray();
        }
    }

    /** Rounding to n bits of numbers within a block errs by about a step / √12; here that adds up over three products. */
    @ParameterizedTest
    @CsvSource({"8, 32, 0.02", "8, 16, 0.02", "4, 32, 0.25", "4, 64, 0.27"})
    void theOutputsAreNearlyTheSame(int bits, int block, double most) throws IOException {
        Path file = file();
        float[] exact = logits(Files.readAllBytes(file));
        Imported quantized = Imported.read(file).quantized(bits, block);
        byte[] small = quantized.bytes(Map.of());
        float[] found = logits(small);
        double error = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            error += Math.pow(found[i] - exact[i], 2);
            size += Math.pow(exact[i], 2);
        }
        assertThat(Math.sqrt(error / size)).isLessThan(most).isGreaterThan(0);
        assertThat(quantized.metadata()).containsEntry("made", "here");
        assertThat(quantized.weights().stream().map(Weight::name))
                .contains("tokens.weight.blocks", "tokens.weight.rows", "hidden.bias")
                .doesNotContain("tokens.weight", "hidden.weight");
    }

    @Test
    void fewerBitsTakeLess() throws IOException {
        Path file = file();
        long whole = Files.size(file);
        assertThat(Imported.read(file).quantized(8, 32).bytes(Map.of()).length).isLessThan((int) (whole * 0.6));
        assertThat(Imported.read(file).quantized(4, 32).bytes(Map.of()).length).isLessThan((int) (whole * 0.5));
    }

    @Test
    void whatIsQuantizedIsNotQuantizedAgain() throws IOException {
        Path small = Files.write(
                folder.resolve("small.onnx"),
                Imported.read(file()).quantized(8, 32).bytes(Map.of()));
        assertThatThrownBy(() -> Imported.read(small).quantized(4, 32))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("small.onnx")
                .hasMessageContaining("already");
    }

    @ParameterizedTest
    @CsvSource({"4, false", "4, true", "8, false", "8, true"})
    void eachNumberIsWithinHalfAStep(int bits, boolean transposed) {
        int rows = 5;
        int columns = 40;
        Tensor matrix = normal(9, rows, columns);
        FloatBuffer floats = matrix.floats();
        QuantizedMatrix quantized = QuantizedMatrix.of(floats, rows, columns, transposed, bits, 32);
        double error = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = row * 64 + column;
                int q = bits == 8 ? quantized.values()[at] & 0xFF : (quantized.values()[at / 2] >> (at % 2 * 4)) & 0xF;
                float scale = quantized.scales()[row * 2 + column / 32];
                float number = floats.get(transposed ? column * rows + row : row * columns + column);
                float found = (q - (1 << (bits - 1))) * scale;
                error += Math.pow(found - number, 2);
                // What lies beyond the range that was chosen is cut off.
                assertThat(Math.abs(found - number)).isLessThan(Math.abs(scale) * (bits == 8 ? 90 : 4));
            }
        }
        double steps = bits == 8 ? 128 : 8;
        assertThat(Math.sqrt(error / (rows * columns))).isLessThan(3 / steps / Math.sqrt(12) * 1.1);
    }
}
