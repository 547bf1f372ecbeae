package dev.figment.train.nn;

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
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.step.Export;
import dev.figment.train.step.InputSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layer with random parameters and state, in evaluation and exported. */
final class LayerExports {
    static final Models MODELS = OnnxModels.on(Device.CPU);

    private LayerExports() {}

    /**
     * Compares the two to 1e-5 of the largest element, for samples of this shape, the export with an open number of samples;
     * gives the output's shape.
     */
    static long[] check(Layer layer, long... sample) {
        Export.Network network = (scope, in) -> Map.of("y", scope.apply("layer", layer, in.get("x")));
        Graph graph = new Graph("evaluation");
        Scope scope = Scope.evaluation(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.batch("N", sample));
        network.build(scope, Map.of("x", x)).forEach(graph::output);
        Map<String, Tensor> trained = new LinkedHashMap<>();
        scope.parameters().forEach(p -> trained.put(p.path(), random(p.path(), p.value())));
        scope.states().forEach(s -> trained.put(s.path(), random(s.path(), s.value())));
        long[] shape = new long[sample.length + 1];
        shape[0] = 3;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        Tensor samples = Tensor.allocate(ElementType.FLOAT32, shape);
        new Seed(5).fillNormal(samples.floats());
        Map<String, Tensor> inputs = new LinkedHashMap<>(trained);
        inputs.put("x", samples);
        byte[] exported = Export.onnx(
                "layer", List.of(InputSpec.floats("x", Shape.batch("N", sample))), network, trained, Map.of());
        try (Model evaluation = MODELS.compile(OnnxWriter.write(graph, Map.of()), "evaluation");
                Model inference = MODELS.compile(exported, "exported")) {
            Tensor expected = evaluation.run(inputs).get("y");
            Tensor found = inference.run(Map.of("x", samples)).get("y");
            assertThat(found.shape()).isEqualTo(expected.shape());
            float largest = 1;
            for (float value : expected.toFloatArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f * largest));
            return found.shape();
        }
    }

    /** Positive, as variances are, and not far from 1. */
    private static Tensor random(String path, Value value) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, value.shape().sizes());
        for (int i = 0; i < tensor.count(); i++) {
            tensor.floats().put(i, (float) (0.2 + new Seed(path.hashCode()).uniform(i)));
        }
        return tensor;
    }
}
