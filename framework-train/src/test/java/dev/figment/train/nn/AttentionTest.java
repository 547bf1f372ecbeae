package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention and rotary embedding against their definitions, computed here in double precision. */
class AttentionTest {
    private static final int TIME = 4;
    private static final int WIDTH = 8;

    @ParameterizedTest
    @CsvSource({"2,2", "4,2", "4,1"})
    void followsItsDefinition(int heads, int groups) {
        Layer layer = new CausalAttention(heads, groups, Projections.pyTorch(), Optional.empty(), 0);
        Graph graph = new Graph("attention");
        Scope scope = Scope.evaluation(graph);
        graph.output("y", scope.apply("a", layer, graph.input("x", ElementType.FLOAT32, Shape.of(1, TIME, WIDTH))));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        scope.parameters().forEach(p -> inputs.put(p.path(), p.initial(new Seed(4))));
        Tensor x = Tensor.allocate(ElementType.FLOAT32, 1, TIME, WIDTH);
        new Seed(5).fillNormal(x.floats());
        inputs.put("x", x);
        float[] found;
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "attention")) {
            found = model.run(inputs).get("y").toFloatArray();
        }
        double[][] qkv = linear(inputs, "a.qkv", rows(x));
        double[][] attended = attend(qkv, heads, groups);
        double[][] expected = linear(inputs, "a.projection", attended);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i / WIDTH][i % WIDTH], within(1e-5));
        }
    }

    private static double[][] rows(Tensor x) {
        double[][] rows = new double[TIME][WIDTH];
        for (int i = 0; i < x.count(); i++) {
            rows[i / WIDTH][i % WIDTH] = x.floats().get(i);
        }
        return rows;
    }

    private static double[][] linear(Map<String, Tensor> parameters, String path, double[][] x) {
        Tensor weight = parameters.get(path + ".weight");
        int out = (int) weight.shape()[0];
        double[][] y = new double[x.length][out];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < out; o++) {
                y[t][o] = parameters.get(path + ".bias").floats().get(o);
                for (int i = 0; i < WIDTH; i++) {
                    y[t][o] += weight.floats().get(o * WIDTH + i) * x[t][i];
                }
            }
        }
        return y;
    }

    private static double[][] attend(double[][] qkv, int heads, int groups) {
        int each = WIDTH / heads;
        double[][] y = new double[TIME][WIDTH];
        for (int head = 0; head < heads; head++) {
            int keys = WIDTH + head / (heads / groups) * each;
            int values = keys + groups * each;
            for (int t = 0; t < TIME; t++) {
                double[] weights = new double[t + 1];
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    double score = 0;
                    for (int i = 0; i < each; i++) {
                        score += qkv[t][head * each + i] * qkv[s][keys + i];
                    }
                    weights[s] = Math.exp(score / Math.sqrt(each));
                    sum += weights[s];
                }
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < each; i++) {
                        y[t][head * each + i] += weights[s] / sum * qkv[s][values + i];
                    }
                }
            }
        }
        return y;
    }

    @Test
    void rotaryEmbeddingTurnsPairsByTheirPosition() {
        float[] x = {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4};
        float[] found = rotate(v -> new RotaryEmbedding(100).rotate(v), Tensor.ofFloats(x, 1, 1, 3, 4));
        for (int t = 0; t < 3; t++) {
            for (int i = 0; i < 2; i++) {
                double angle = t * Math.pow(100, -2.0 * i / 4);
                double first = x[i] * Math.cos(angle) - x[i + 2] * Math.sin(angle);
                double second = x[i + 2] * Math.cos(angle) + x[i] * Math.sin(angle);
                assertThat((double) found[4 * t + i]).isCloseTo(first, within(1e-5));
                assertThat((double) found[4 * t + i + 2]).isCloseTo(second, within(1e-5));
            }
        }
    }

    private static float[] rotate(UnaryOperator<Value> function, Tensor x) {
        Graph graph = new Graph("rotate");
        graph.output("y", function.apply(graph.input("x", ElementType.FLOAT32, Shape.of(x.shape()))));
        try (Model model = LayerExports.MODELS.compile(OnnxWriter.write(graph, Map.of()), "rotate")) {
            return model.run(Map.of("x", x)).get("y").toFloatArray();
        }
    }
}
