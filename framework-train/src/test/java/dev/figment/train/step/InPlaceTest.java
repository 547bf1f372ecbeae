package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import org.junit.jupiter.api.Test;

class InPlaceTest {
    private final Graph graph = new Graph("update");
    private final Value state = graph.input("state", ElementType.FLOAT32, Shape.of(3));
    private final Value gradient = graph.input("gradient", ElementType.FLOAT32, Shape.of(3));

    @Test
    void aStateWhoseReadersComeBeforeItsNewValueIsWrittenOver() {
        next(Arithmetic.add(Arithmetic.mul(state, 0.9f), gradient));
        assertThat(InPlace.overwritable(graph)).containsExactly("state");
    }

    @Test
    void anElementwiseOperatorMayReadWhatItWrites() {
        Value change = Arithmetic.mul(Arithmetic.sub(gradient, state), 0.1f);
        next(Arithmetic.add(state, change));
        assertThat(InPlace.overwritable(graph)).containsExactly("state");
    }

    @Test
    void aStateThatIsReadElsewhereIsKept() {
        next(Arithmetic.add(Arithmetic.mul(state, 0.9f), gradient));
        graph.output("mix", Arithmetic.add(Arithmetic.mul(state, 0.5f), gradient));
        assertThat(InPlace.overwritable(graph)).isEmpty();
    }

    @Test
    void anOperatorThatIsNotElementwiseDoesNotWriteOverWhatItReads() {
        next(Arithmetic.where(Arithmetic.greater(gradient, graph.scalar(0)), gradient, state));
        assertThat(InPlace.overwritable(graph)).isEmpty();
    }

    @Test
    void anInputThatIsItsOwnNextValueIsKept() {
        next(state);
        assertThat(InPlace.overwritable(graph)).isEmpty();
    }

    private void next(Value value) {
        graph.output("state.next", value);
    }
}
