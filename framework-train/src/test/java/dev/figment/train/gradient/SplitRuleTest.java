package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.ShapeException;
import dev.figment.train.graph.Splitting;
import dev.figment.train.graph.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Split, which has several outputs: each may have a gradient or none. */
class SplitRuleTest {
    @Test
    void everyPartHasItsGradient() {
        Differences.check(
                in -> {
                    List<Value> parts = Splitting.split(in.get(0), 1, 2, 2);
                    return Arithmetic.mul(parts.get(0), Activations.exp(parts.get(1)));
                },
                -1,
                1,
                Shape.of(3, 4));
    }

    @Test
    void aPartThatIsNotUsedHasNone() {
        Differences.check(
                in -> Activations.exp(Splitting.split(in.get(0), -1, 1, 2, 1).get(1)), -1, 1, Shape.of(3, 4));
    }

    @Test
    void aPartThatIsStoppedHasNone() {
        Graph graph = new Graph("stopped");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(4));
        List<Value> parts = Splitting.equal(x, 0, 2);
        Value loss = Reductions.sum(Arithmetic.mul(parts.get(0), parts.get(1)));
        assertThat(Gradient.of(loss, List.of(x), Set.of(parts.get(0)))).hasSize(1);
        assertThatThrownBy(() -> Gradient.of(loss, List.of(x), Set.copyOf(parts)))
                .hasMessageContaining("does not depend on x");
    }

    @Test
    void aRuleOfTheFirstOutputRefusesTheGradientOfAnother() {
        Graph graph = new Graph("second");
        List<Value> parts = Splitting.equal(graph.input("x", ElementType.FLOAT32, Shape.of(4)), 0, 2);
        Node split = graph.nodes().get(0);
        Rule rule = Rule.of((node, gradient) -> List.of(gradient));
        assertThatThrownBy(() -> rule.apply(split, Arrays.asList(null, parts.get(1))))
                .isInstanceOf(GradientException.class)
                .hasMessageContaining("output 1 of Split");
        assertThat(rule.apply(split, Arrays.asList(parts.get(0), null))).containsExactly(parts.get(0));
    }

    @Test
    void differentiatesTwice() {
        Differences.check(
                in -> {
                    List<Value> parts = Splitting.equal(in.get(0), 0, 2);
                    Value y = Arithmetic.mul(Activations.exp(parts.get(0)), Arithmetic.square(parts.get(1)));
                    return Arithmetic.square(Gradient.of(Reductions.sum(y), in).get(0));
                },
                -1,
                1,
                Shape.of(4, 2));
    }

    @Test
    void theLastOfUnevenPartsIsSmaller() {
        Graph graph = new Graph("split");
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 5));
        assertThat(Splitting.equal(x, 1, 3).stream().map(Value::shape))
                .containsExactly(Shape.of(2, 2), Shape.of(2, 2), Shape.of(2, 1));
        assertThatThrownBy(() -> graph.within("block.0", () -> Splitting.split(x, 1, 2, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("block.0: axis 1 of [2, 5] cannot be split into parts of [2, 2]");
    }
}
