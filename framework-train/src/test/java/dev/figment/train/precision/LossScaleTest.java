package dev.figment.train.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Tensor;
import org.junit.jupiter.api.Test;

class LossScaleTest {
    @Test
    void itHalvesAtAnOverflowButNotBelowOne() {
        assertThat(new LossScale(1024, 55).after(false)).isEqualTo(new LossScale(512, 0));
        assertThat(new LossScale(1, 3).after(false)).isEqualTo(new LossScale(1, 0));
    }

    @Test
    void itDoublesAfterManyGoodStepsUpToItsMost() {
        LossScale scale = LossScale.INITIAL;
        for (int i = 1; i < LossScale.GROWTH_INTERVAL; i++) {
            scale = scale.after(true);
            assertThat(scale).isEqualTo(new LossScale(65_536, i));
        }
        assertThat(scale.after(true)).isEqualTo(new LossScale(131_072, 0));
        assertThat(new LossScale(1 << 24, LossScale.GROWTH_INTERVAL - 1).after(true))
                .isEqualTo(new LossScale(1 << 24, 0));
    }

    @Test
    void aCheckpointHoldsIt() {
        LossScale scale = new LossScale(4096, 1234);
        assertThat(LossScale.of(scale.tensor())).isEqualTo(scale);
    }

    @Test
    void numbersThatCannotBeOneAreRefused() {
        Tensor broken = Tensor.ofFloats(new float[] {Float.NaN, 0}, 2);
        assertThatThrownBy(() -> LossScale.of(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LossScale.of(Tensor.scalar(1))).hasMessageContaining("two numbers");
    }
}
