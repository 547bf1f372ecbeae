package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopGradientTest {
    private final Graph graph = new Graph("stop");
    private final Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2));

    @Test
    void whatIsStoppedCountsAsAConstant() {
        Value loss = Reductions.sum(Arithmetic.mul(x, Conversion.stopGradient(x)));
        graph.output("loss", loss);
        graph.output("gradient", Gradient.of(loss, List.of(x)).get(0));
        var results = Differences.run(graph, List.of(Tensor.ofFloats(new float[] {3, -4}, 2)));
        assertThat(results.get("loss").floats().get(0)).isEqualTo(25f);
        assertThat(results.get("gradient").toFloatArray()).containsExactly(3, -4);
    }

    @Test
    void aValueThatOnlyReachesTheLossThroughAStopHasNoGradient() {
        Value loss = Reductions.sum(Conversion.stopGradient(x));
        assertThatThrownBy(() -> Gradient.of(loss, List.of(x)))
                .isInstanceOf(GradientException.class)
                .hasMessageContaining("does not depend on x");
    }
}
