package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forty steps of each optimizer against its algorithm as it is printed, one weight at a time, in double precision. */
class OptimizersTest {
    private static final int STEPS = 40;
    private static final List<String> NONE = List.of();

    /** The algorithm for one weight; it keeps its own state. */
    private interface Textbook {
        double next(double w, double g, double rate, int t);
    }

    private static Textbook adam(double beta1, double beta2, double epsilon, double decay) {
        double[] m = new double[1];
        double[] v = new double[1];
        return (w, g, rate, t) -> {
            m[0] = beta1 * m[0] + (1 - beta1) * g;
            v[0] = beta2 * v[0] + (1 - beta2) * g * g;
            double first = m[0] / (1 - Math.pow(beta1, t));
            double second = v[0] / (1 - Math.pow(beta2, t));
            return w - rate * decay * w - rate * first / (Math.sqrt(second) + epsilon);
        };
    }

    /** torch.optim.SGD, with dampening 0. */
    private static Textbook sgd(double momentum, boolean nesterov, double decay) {
        double[] b = new double[1];
        return (w, gradient, rate, t) -> {
            double g = gradient + decay * w;
            b[0] = t == 1 ? g : momentum * b[0] + g;
            double direction = momentum == 0 ? g : nesterov ? g + momentum * b[0] : b[0];
            return w - rate * direction;
        };
    }

    /** torch.optim.RMSprop. */
    private static Textbook rmsprop(double alpha, double epsilon, double momentum, boolean centered, double decay) {
        double[] v = new double[1];
        double[] mean = new double[1];
        double[] b = new double[1];
        return (w, gradient, rate, t) -> {
            double g = gradient + decay * w;
            v[0] = alpha * v[0] + (1 - alpha) * g * g;
            mean[0] = alpha * mean[0] + (1 - alpha) * g;
            double spread = Math.sqrt(centered ? v[0] - mean[0] * mean[0] : v[0]) + epsilon;
            b[0] = momentum * b[0] + g / spread;
            return w - rate * b[0];
        };
    }

    /** Chen et al. 2023, algorithm 2. */
    private static Textbook lion(double beta1, double beta2, double decay) {
        double[] m = new double[1];
        return (w, g, rate, t) -> {
            double direction = Math.signum(beta1 * m[0] + (1 - beta1) * g);
            m[0] = beta2 * m[0] + (1 - beta2) * g;
            return w - rate * (direction + decay * w);
        };
    }

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of(new Adam(0.1, 0.9, 0.999, 1e-8, 0), adam(0.9, 0.999, 1e-8, 0), 10),
                Arguments.of(new Adam(0.05, 0, 0.9, 1e-2, 0), adam(0, 0.9, 1e-2, 0), 10),
                Arguments.of(new Adamw(0.1, 0.9, 0.95, 1e-8, 0.5, NONE, 0), adam(0.9, 0.95, 1e-8, 0.5), 11),
                Arguments.of(new Adamw(0.1, 0.9, 0.95, 1e-8, 0, NONE, 0), adam(0.9, 0.95, 1e-8, 0), 10),
                Arguments.of(new Sgd(0.1, 0, false, 0, NONE, 0), sgd(0, false, 0), 2),
                Arguments.of(new Sgd(0.1, 0, false, 0.2, NONE, 0), sgd(0, false, 0.2), 4),
                Arguments.of(new Sgd(0.02, 0.9, false, 0.01, NONE, 0), sgd(0.9, false, 0.01), 6),
                Arguments.of(new Sgd(0.02, 0.9, true, 0, NONE, 0), sgd(0.9, true, 0), 6),
                Arguments.of(new Rmsprop(0.01, 0.99, 1e-8, 0, false, 0, NONE, 0), rmsprop(0.99, 1e-8, 0, false, 0), 8),
                Arguments.of(
                        new Rmsprop(0.01, 0.9, 1e-3, 0.5, true, 0.1, NONE, 0), rmsprop(0.9, 1e-3, 0.5, true, 0.1), 18),
                Arguments.of(new Lion(0.01, 0.9, 0.99, 0, NONE, 0), lion(0.9, 0.99, 0), 7),
                Arguments.of(new Lion(0.01, 0.95, 0.98, 1, NONE, 0), lion(0.95, 0.98, 1), 8));
    }

    /** The gradients are those of a bowl around 1.7 with a ripple, so that they change their sign. */
    @ParameterizedTest
    @MethodSource("all")
    void followsTheAlgorithmAsPrintedInThisManyPasses(OptimizerConfig optimizer, Textbook textbook, int passes) {
        double w = 0.3f;
        try (UpdateGraph graph = new UpdateGraph(optimizer, Tensor.ofFloats(new float[] {0.3f, 0.3f}, 1, 2))) {
            assertThat(graph.nodes()).isEqualTo(passes);
            for (int t = 1; t <= STEPS; t++) {
                float g = (float) (w - 1.7 + Math.sin(1.3 * t));
                double rate = optimizer.learningRate() / Math.sqrt(t);
                w = textbook.next(w, g, rate, t);
                float[] found = graph.step(rate, g, g);
                assertThat((double) found[0]).as("step %d", t).isCloseTo(w, within(2e-5));
                assertThat(found[1]).isEqualTo(found[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void withoutDecayNeedsNothingThatItselfHasNot(OptimizerConfig optimizer, Textbook textbook, int passes) {
        OptimizerConfig without = optimizer.withoutDecay();
        assertThat(without.weightDecay()).isZero();
        assertThat(without.slots()).isEqualTo(optimizer.slots());
        assertThat(optimizer.scalars()).containsAll(without.scalars());
        assertThat(optimizer.scalars(3, 0.1).keySet()).containsExactlyInAnyOrderElementsOf(optimizer.scalars());
        assertThat(optimizer.scalars(3, 0.1)).containsAllEntriesOf(without.scalars(3, 0.1));
    }

    /** Nothing learned so far: neither 0/0 nor a step. */
    @ParameterizedTest
    @MethodSource("all")
    void aGradientOfZeroLeavesAWeightOfZero(OptimizerConfig optimizer, Textbook textbook, int passes) {
        try (UpdateGraph graph = new UpdateGraph(optimizer, Tensor.ofFloats(new float[1], 1))) {
            for (int t = 1; t <= 3; t++) {
                assertThat(graph.step(optimizer.learningRate(), 0)).containsExactly(0);
            }
        }
    }

    /** Its variance is zero, and comes out of the subtraction as a little less. */
    @Test
    void aSteadyGradientDoesNotTakeTheRootOfANegativeVariance() {
        OptimizerConfig centered = new Rmsprop(1e-3, 0.5, 1e-2, 0, true, 0, NONE, 0);
        try (UpdateGraph graph = new UpdateGraph(centered, Tensor.ofFloats(new float[] {1, 1, 1, 1}, 4))) {
            for (int t = 0; t < 60; t++) {
                for (float w : graph.step(1e-3, 0.1f, 0.3f, 0.7f, 1.1f)) {
                    assertThat(w).isFinite();
                }
            }
        }
    }
}
