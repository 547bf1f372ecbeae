package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Scattering;
import dev.figment.train.graph.Scattering.Reduction;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedScatterTest {
    private static final int COUNT = 2000;

    /** Each of five pairs of coordinates is taken 400 times; threads that add without order lose some now and then. */
    @Test
    void eachTimeThatASliceIsTakenCounts() {
        Graph graph = new Graph("gather");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(5, 5, 128));
        Value at = graph.input("at", ElementType.INT64, Shape.of(COUNT, 2));
        Value taken = Indexing.gatherNd(x, at, 0);
        graph.output("toX", Gradient.of(Reductions.sum(taken), List.of(x)).get(0));
        Graph form = DeviceForm.of(graph, Device.CPU);
        assertThat(form.nodes()).noneMatch(node -> node.operator() == Scattering.SCATTER_ND);
        Tensor places = Tensor.allocate(ElementType.INT64, COUNT, 2);
        for (int i = 0; i < COUNT; i++) {
            places.longs().put(2 * i, i % 5).put(2 * i + 1, i % 5 - 5);
        }
        Map<String, Tensor> inputs = Map.of("x", Tensor.allocate(ElementType.FLOAT32, 5, 5, 128), "at", places);
        float[] expected = new float[5 * 5 * 128];
        for (int i = 0; i < 5; i++) {
            Arrays.fill(expected, (i * 5 + i) * 128, (i * 5 + i + 1) * 128, COUNT / 5f);
        }
        for (int run = 0; run < 10; run++) {
            assertThat(Computed.by(form, inputs).get("toX").toFloatArray()).isEqualTo(expected);
        }
    }

    @Test
    void itAddsWhatScatterNdAdds() {
        for (Shape coordinates : List.of(Shape.of(3, 1), Shape.of(3, 2), Shape.of(1, 3, 3))) {
            Graph graph = new Graph("scatter");
            long named = coordinates.size(-1);
            Shape updates = switch ((int) named) {
                case 1 -> Shape.of(3, 3, 2);
                case 2 -> Shape.of(3, 2);
                default -> Shape.of(1, 3);
            };
            Value data = graph.input("data", ElementType.FLOAT32, Shape.of(4, 3, 2));
            Value added = graph.input("updates", ElementType.FLOAT32, updates);
            long[] at = new long[(int) (3 * named)];
            for (int i = 0; i < 3; i++) {
                at[(int) (i * named)] = i == 2 ? -1 : i;
            }
            Value places = graph.constant("at", Tensor.ofLongs(at, coordinates.sizes()));
            graph.output("y", Scattering.scatterNd(data, places, added, Reduction.ADD));
            Computed.assertSame(
                    OrderedScatter.of(graph),
                    graph,
                    Map.of(
                            "data", Computed.random(1, Shape.of(4, 3, 2)),
                            "updates", Computed.random(2, updates)));
        }
    }

    @Test
    void whatReplacesStays() {
        Graph graph = new Graph("scatter");
        Value data = graph.input("data", ElementType.FLOAT32, Shape.of(4, 3));
        Value updates = graph.input("updates", ElementType.FLOAT32, Shape.of(2, 3));
        Value at = graph.constant("at", Tensor.ofLongs(new long[] {0, 2}, 2, 1));
        graph.output("y", Scattering.scatterNd(data, at, updates, Reduction.NONE));
        assertThat(OrderedScatter.of(graph)).isSameAs(graph);
    }
}
