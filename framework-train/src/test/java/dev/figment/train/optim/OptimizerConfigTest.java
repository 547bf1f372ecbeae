package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerConfigTest {
    private static final List<String> NONE = List.of();

    private static Arguments refused(String message, ThrowingCallable code) {
        return Arguments.of(message, code);
    }

    static Stream<Arguments> outOfRange() {
        String rate = "learning-rate must be greater than 0";
        String clip = "clip-norm must not be negative";
        String decay = "weight-decay must not be negative";
        return Stream.of(
                refused(rate, () -> new Adam(0, 0.9, 0.999, 1e-8, 0)),
                refused(rate, () -> new Adam(Double.NaN, 0.9, 0.999, 1e-8, 0)),
                refused(rate, () -> new Adamw(Double.POSITIVE_INFINITY, 0.9, 0.999, 1e-8, 0, NONE, 0)),
                refused(rate, () -> new Sgd(-1, 0, false, 0, NONE, 0)),
                refused(rate, () -> new Rmsprop(0, 0.9, 1e-8, 0, false, 0, NONE, 0)),
                refused(rate, () -> new Lion(0, 0.9, 0.99, 0, NONE, 0)),
                refused("beta1 must be from 0 to below 1", () -> new Adam(1, 1, 0.999, 1e-8, 0)),
                refused("beta2 must be from 0 to below 1", () -> new Adamw(1, 0.9, -0.1, 1e-8, 0, NONE, 0)),
                refused("beta1 must be from 0 to below 1", () -> new Lion(1, 1, 0.99, 0, NONE, 0)),
                refused("beta2 must be from 0 to below 1", () -> new Lion(1, 0.9, 1, 0, NONE, 0)),
                refused("alpha must be from 0 to below 1", () -> new Rmsprop(1, 1, 1e-8, 0, false, 0, NONE, 0)),
                refused("momentum must be from 0 to below 1", () -> new Rmsprop(1, 0.9, 1, 1, false, 0, NONE, 0)),
                refused("momentum must be from 0 to below 1", () -> new Sgd(1, 1, false, 0, NONE, 0)),
                refused("nesterov needs a momentum greater than 0", () -> new Sgd(1, 0, true, 0, NONE, 0)),
                refused("epsilon must be greater than 0", () -> new Adam(1, 0.9, 0.999, 0, 0)),
                refused("epsilon must be greater than 0", () -> new Rmsprop(1, 0.9, 0, 0, false, 0, NONE, 0)),
                refused(decay, () -> new Adamw(1, 0.9, 0.999, 1e-8, -1, NONE, 0)),
                refused(decay, () -> new Sgd(1, 0, false, -1, NONE, 0)),
                refused(decay, () -> new Rmsprop(1, 0.9, 1, 0, false, -1, NONE, 0)),
                refused(decay, () -> new Lion(1, 0.9, 0.99, Double.NaN, NONE, 0)),
                refused("no-decay must not have an empty pattern", () -> new Lion(1, 0.9, 0.99, 0, List.of(" "), 0)),
                refused(clip, () -> new Adam(1, 0.9, 0.999, 1e-8, -1)),
                refused(clip, () -> new Sgd(1, 0, false, 0, NONE, Double.NaN)));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void namesTheKeyThatIsOutOfItsRange(String message, ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void adamHasThePapersSettings() {
        assertThat(OptimizerConfig.adam(1e-3)).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 0));
    }
}
