package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import java.util.Map;

/** What graphs compute on the CPU. */
final class Computed {
    private Computed() {}

    static Map<String, Tensor> by(Graph graph, Map<String, Tensor> inputs) {
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "check")) {
            return model.run(inputs);
        }
    }

    /** That two graphs give the same, up to rounding. */
    static void assertSame(Graph rewritten, Graph graph, Map<String, Tensor> inputs) {
        Map<String, Tensor> expected = by(graph, inputs);
        by(rewritten, inputs).forEach((name, tensor) -> {
            assertThat(tensor.shape()).isEqualTo(expected.get(name).shape());
            float[] numbers = expected.get(name).toFloatArray();
            float largest = 1;
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
            assertThat(tensor.toFloatArray()).as(name).containsExactly(numbers, within(2e-5f * largest));
        });
    }

    static Tensor random(long seed, Shape shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape.sizes());
        new Seed(seed).fillNormal(tensor.floats());
        return tensor;
    }
}
