package dev.figment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void holdsValuesRowMajor() {
        Tensor tensor = Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        assertThat(tensor.shape()).containsExactly(3, 2);
        assertThat(tensor.dim(-1)).isEqualTo(2);
        assertThat(tensor.rows(1, 3).toFloatArray()).containsExactly(3, 4, 5, 6);
    }

    @Test
    void rowsShareMemory() {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, 4, 2);
        tensor.rows(2, 3).floats().put(0, 9);
        assertThat(tensor.toFloatArray()).containsExactly(0, 0, 0, 0, 9, 0, 0, 0);
    }

    @Test
    void reshapeSharesMemory() {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, 4, 2);
        tensor.reshape(8).floats().put(3, 1);
        assertThat(tensor.floats().get(3)).isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Tensor.ofFloats(new float[3], 2, 2))
                .hasMessageContaining("3 values for FLOAT32[2, 2]");
        assertThatThrownBy(() -> Tensor.wrap(ElementType.INT64, ByteBuffer.allocateDirect(12), 2))
                .hasMessageContaining("needs 16");
        assertThatThrownBy(() -> Tensor.wrap(ElementType.UINT8, ByteBuffer.allocate(4), 4))
                .hasMessageContaining("direct");
        assertThatThrownBy(() -> Tensor.allocate(ElementType.FLOAT32, 1 << 16, 1 << 16))
                .hasMessageContaining("2 GiB");
        assertThatThrownBy(() -> Tensor.scalar(1).longs()).hasMessageContaining("asked for as INT64");
        assertThatThrownBy(() -> Tensor.allocate(ElementType.UINT8, 2).rows(1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void scalarHasNoDimensions() {
        assertThat(Tensor.scalar(3).rank()).isZero();
        assertThat(Tensor.scalar(3).count()).isEqualTo(1);
    }
}
