package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.train.optim.OptimizerConfig.Kind;
import org.junit.jupiter.api.Test;

class OptimizerConfigTest {
    private static void refused(
            String key, double rate, double beta1, double beta2, double eps, double decay, double clip) {
        assertThatThrownBy(() -> new OptimizerConfig(Kind.ADAM, rate, beta1, beta2, eps, decay, clip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void takesThePapersSettings() {
        assertThatCode(() -> OptimizerConfig.adam(1e-3)).doesNotThrowAnyException();
    }

    @Test
    void namesTheKeyThatIsOutOfItsRange() {
        refused("learning-rate", 0, 0.9, 0.999, 1e-8, 0, 0);
        refused("learning-rate", Double.NaN, 0.9, 0.999, 1e-8, 0, 0);
        refused("learning-rate", Double.POSITIVE_INFINITY, 0.9, 0.999, 1e-8, 0, 0);
        refused("beta1", 1e-3, 1, 0.999, 1e-8, 0, 0);
        refused("beta2", 1e-3, 0.9, -0.1, 1e-8, 0, 0);
        refused("epsilon", 1e-3, 0.9, 0.999, 0, 0, 0);
        refused("weight-decay", 1e-3, 0.9, 0.999, 1e-8, -1, 0);
        refused("clip-norm", 1e-3, 0.9, 0.999, 1e-8, 0, -1);
        refused("clip-norm", 1e-3, 0.9, 0.999, 1e-8, 0, Double.NaN);
    }
}
