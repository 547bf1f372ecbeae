package dev.figment.train.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Normalizations;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFormTest {
    private static final Device CUDA = Device.parse("cuda");

    /** The CPU computes both; that CUDA computes the one of its own takes a GPU. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void forCudaABatchNormIsMadeOfOtherOperators(int rank) {
        Shape shape = new Shape(Shape.of(3, 4, 5, 2).dims().subList(0, rank));
        Graph graph = new Graph("norms");
        Value x = graph.input("x", ElementType.FLOAT32, shape);
        Value scale = graph.input("scale", ElementType.FLOAT32, Shape.of(4));
        Value bias = graph.input("bias", ElementType.FLOAT32, Shape.of(4));
        Normalizations.Normalized first = Normalizations.byBatch(x, scale, bias, 1e-3f);
        Value second = Normalizations.byStatistics(first.y(), scale, bias, bias, Arithmetic.square(scale), 1e-1f);
        Value loss = Reductions.sum(Arithmetic.square(Arithmetic.square(second)));
        List<Value> gradients = Gradient.of(loss, List.of(x, scale, bias));
        graph.output("y", second);
        graph.output("mean", first.mean());
        graph.output("variance", first.variance());
        graph.output("toX", gradients.get(0));
        graph.output("toScale", gradients.get(1));
        graph.output("toBias", gradients.get(2));
        Graph composed = DeviceForm.of(graph, CUDA);
        assertThat(trainingNorms(graph)).isPositive();
        assertThat(trainingNorms(composed)).isZero();
        Shape channels = Shape.of(4);
        Map<String, Tensor> inputs = Map.of(
                "x",
                Computed.random(1, shape),
                "scale",
                Computed.random(2, channels),
                "bias",
                Computed.random(3, channels));
        Computed.assertSame(composed, graph, inputs);
    }

    private static long trainingNorms(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operator() == Normalizations.BATCH)
                .map(Node::attributes)
                .filter(Normalizations::isTraining)
                .count();
    }
}
