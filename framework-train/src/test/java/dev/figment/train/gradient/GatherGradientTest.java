package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatherGradientTest {
    private static final int ROWS = 5;
    private static final int WIDTH = 128;
    private static final int TAKEN = 2000;

    /** Threads that add to one row at the same time may lose some; where there is one thread, none can be lost. */
    @Test
    void eachTimeThatARowIsTakenCounts() {
        Graph graph = new Graph("gather");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(ROWS, WIDTH));
        Value indices = graph.input("indices", ElementType.INT64, Shape.of(TAKEN));
        Value taken = Indexing.gather(x, indices, 0);
        graph.output("toX", Gradient.of(Reductions.sum(taken), List.of(x)).get(0));
        Tensor places = Tensor.allocate(ElementType.INT64, TAKEN);
        for (int i = 0; i < TAKEN; i++) {
            places.longs().put(i, i % ROWS);
        }
        Map<String, Tensor> inputs = Map.of("x", Tensor.allocate(ElementType.FLOAT32, ROWS, WIDTH), "indices", places);
        try (Model model = OnnxModels.on(Device.CPU).compile(OnnxWriter.write(graph, Map.of()), "gather")) {
            for (int run = 0; run < 20; run++) {
                assertThat(model.run(inputs).get("toX").toFloatArray()).containsOnly((float) TAKEN / ROWS);
            }
        }
    }
}
