package dev.figment.train.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Tensor;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final Init ZERO = Init.constant(0);
    private final Graph graph = new Graph("scope");

    @Test
    void aStateThatIsUpdatedTwiceGoesOnFromItsFirstUpdate() {
        Scope norm = Scope.training(graph).child("norm");
        Value before = norm.state("mean", ZERO, 3);
        norm.update(before, Arithmetic.add(before, 1));
        Value between = norm.state("mean", ZERO, 3);
        assertThat(between).isNotSameAs(before);
        norm.update(between, Arithmetic.add(between, 1));
        State state = norm.states().get(0);
        assertThat(state.path()).isEqualTo("norm.mean");
        assertThat(state.value()).isSameAs(before);
        assertThat(state.next()).isSameAs(norm.state("mean", ZERO, 3)).isNotSameAs(between);
        assertThat(state.isUpdated()).isTrue();
        assertThatThrownBy(() -> norm.update(before, between)).hasMessageContaining("not its newest value");
    }

    @Test
    void nothingUpdatesStateInEvaluationAndInference() {
        Scope evaluation = Scope.evaluation(graph);
        Value before = evaluation.state("mean", ZERO, 3);
        evaluation.update(before, Arithmetic.add(before, 1));
        assertThat(evaluation.state("mean", ZERO, 3)).isSameAs(before);
        assertThat(evaluation.states().get(0).isUpdated()).isFalse();
        assertThat(evaluation.isTraining()).isFalse();
        Scope inference = Scope.inference(new Graph("other"), Map.of("mean", Tensor.ofFloats(new float[3], 3)));
        Value constant = inference.state("mean", ZERO, 3);
        inference.update(constant, Arithmetic.add(constant, 1));
        assertThat(inference.graph().initializers()).containsKey("mean");
        assertThat(inference.graph().inputs()).isEmpty();
        assertThat(inference.states().get(0).isUpdated()).isFalse();
    }

    @Test
    void anUpdateOfAnotherShapeIsRefusedWithPathAndBothShapes() {
        Scope norm = Scope.training(graph).child("norm");
        Value mean = norm.state("mean", ZERO, 3);
        Value wide = norm.state("wide", ZERO, 2, 3);
        assertThatThrownBy(() -> norm.update(mean, wide))
                .hasMessageContaining("norm.mean")
                .hasMessageContaining("[3]")
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> norm.state("mean", ZERO, 4))
                .hasMessageContaining("state norm.mean")
                .hasMessageContaining("[3]")
                .hasMessageContaining("[4]");
    }

    @Test
    void oneNameIsNotAParameterAndAStateAtOnce() {
        Scope scope = Scope.training(graph);
        scope.parameter("a", ZERO, 1);
        scope.state("b", ZERO, 1);
        assertThatThrownBy(() -> scope.state("a", ZERO, 1)).hasMessageContaining("a parameter a already");
        assertThatThrownBy(() -> scope.parameter("b", ZERO, 1)).hasMessageContaining("a state b already");
    }

    @Test
    void aStateThatWasNotTrainedIsNamed() {
        assertThatThrownBy(() -> Scope.inference(graph, Map.of()).child("norm").state("mean", ZERO, 3))
                .hasMessage("the state norm.mean was not trained");
    }

    @Test
    void noiseThatIsAskedForTwiceIsOther() {
        Scope drop = Scope.training(graph).child("drop");
        Value one = drop.noise("mask", Noise.dropout(0.5), Shape.of(4, 2));
        Value two = drop.noise("mask", Noise.dropout(0.5), Shape.of(4, 2));
        assertThat(one).isNotSameAs(two);
        assertThat(drop.noises()).extracting(NoiseInput::path).containsExactly("drop.mask", "drop.mask-1");
    }

    @Test
    void thereIsNoNoiseInInference() {
        assertThatThrownBy(() -> Scope.inference(graph, Map.of()).noise("mask", Noise.uniform(), Shape.of(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mask");
    }
}
