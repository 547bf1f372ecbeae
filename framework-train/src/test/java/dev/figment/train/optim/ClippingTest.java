package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClippingTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

    private static List<float[]> clipped(double norm, float[] a, float[] b) {
        Graph graph = new Graph("clip");
        Value first = graph.input("a", ElementType.FLOAT32, Shape.of(a.length));
        Value second = graph.input("b", ElementType.FLOAT32, Shape.of(b.length));
        List<Value> values = Clipping.byGlobalNorm(List.of(first, second), norm);
        graph.output("a.clipped", values.get(0));
        graph.output("b.clipped", values.get(1));
        try (var model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "clip")) {
            Map<String, Tensor> found =
                    model.run(Map.of("a", Tensor.ofFloats(a, a.length), "b", Tensor.ofFloats(b, b.length)));
            return List.of(
                    found.get("a.clipped").toFloatArray(),
                    found.get("b.clipped").toFloatArray());
        }
    }

    @Test
    void aLongGradientIsScaledToTheNorm() {
        List<float[]> found = clipped(1, new float[] {3, 0}, new float[] {-4});
        assertThat(found.get(0)).containsExactly(new float[] {0.6f, 0}, CLOSE);
        assertThat(found.get(1)).containsExactly(new float[] {-0.8f}, CLOSE);
    }

    @Test
    void aShortOneStaysAsItIs() {
        List<float[]> found = clipped(6, new float[] {3, 0}, new float[] {-4});
        assertThat(found.get(0)).containsExactly(3, 0);
        assertThat(found.get(1)).containsExactly(-4);
        assertThat(clipped(1, new float[2], new float[1]).get(0)).containsExactly(0, 0);
    }
}
