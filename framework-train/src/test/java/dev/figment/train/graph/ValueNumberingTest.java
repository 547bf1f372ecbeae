package dev.figment.train.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueNumberingTest {
    private final Graph to = new Graph("to");
    private final ValueNumbering copies = new ValueNumbering(to);
    private final Value x = to.input("x", ElementType.FLOAT32, Shape.of(2, 3));
    private final Value w = to.input("w", ElementType.FLOAT32, Shape.of(2, 3));

    private Value copy(Graph from, Value input) {
        return copies.copy(from, Map.of("x", input)).get("y");
    }

    /** y = tanh(2 · x + constant), by way of an identity. */
    private static Graph graph(float... constant) {
        Graph graph = new Graph("from");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        Value sum = Arithmetic.add(
                Arithmetic.mul(x, 2), graph.constant("constant", Tensor.ofFloats(constant, constant.length)));
        graph.output("y", Activations.tanh(Conversion.stopGradient(sum)));
        return graph;
    }

    @Test
    void whatIsComputedAlikeIsComputedOnce() {
        Value y = copy(graph(1, 2, 3), x);
        assertThat(copy(graph(1, 2, 3), x)).isSameAs(y);
        assertThat(to.nodes()).extracting(node -> node.operator().name()).containsExactly("Mul", "Add", "Tanh");
        assertThat(to.initializers()).hasSize(2);
    }

    @Test
    void otherConstantsAndOtherInputsAreComputedApart() {
        Value y = copy(graph(1, 2, 3), x);
        assertThat(copy(graph(1, 2, 4), x)).isNotSameAs(y);
        // Two times x is the same in both.
        assertThat(to.nodes()).hasSize(5);
        assertThat(copy(graph(1, 2, 3), w)).isNotSameAs(y);
        assertThat(to.nodes()).hasSize(8);
    }

    @Test
    void attributesTellNodesApart() {
        Value mean = copy(leaky(0.1f), x);
        assertThat(copy(leaky(0.1f), x)).isSameAs(mean);
        assertThat(copy(leaky(0.2f), x)).isNotSameAs(mean);
    }

    private static Graph leaky(float slope) {
        Graph graph = new Graph("leaky");
        graph.output("y", Activations.leakyRelu(graph.input("x", ElementType.FLOAT32, Shape.of(2, 3)), slope));
        return graph;
    }

    @Test
    void nodesOfAnotherFileStayApart() {
        Value y = copy(foreign(), x);
        assertThat(copy(foreign(), x)).isNotSameAs(y);
    }

    private static Graph foreign() {
        Graph graph = new Graph("foreign");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        Foreign nodes = new Foreign("random", "RandomNormalLike", List.of(), List.of("x"), List.of("y"), Map.of());
        graph.output(
                "y", graph.foreign(nodes, List.of(x), List.of(Operator.like(x))).output());
        return graph;
    }

    @Test
    void anInputThatDoesNotFitIsNamed() {
        Value narrow = to.input("narrow", ElementType.FLOAT32, Shape.of(2));
        assertThatThrownBy(() -> copy(leaky(1), narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the input x FLOAT32[2, 3] cannot be narrow FLOAT32[2]");
        assertThatThrownBy(() -> copies.copy(leaky(1), Map.of())).hasMessageContaining("cannot be null");
    }
}
