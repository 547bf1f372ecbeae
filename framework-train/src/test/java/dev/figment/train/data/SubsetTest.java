package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubsetTest {
    private final IndexData whole = new IndexData(10);

    @Test
    void countsItsSamplesFromItsBeginning() {
        Subset<Indices> last = new Subset<>(whole, 7, 3);
        assertThat(last.size()).isEqualTo(3);
        assertThat(last.read(new int[] {2, 0, 1}).values()).containsExactly(9, 7, 8);
    }

    @Test
    void doesNotReadBeyondItsSamples() {
        Subset<Indices> first = new Subset<>(whole, 0, 7);
        assertThatThrownBy(() -> first.read(new int[] {7})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> first.read(new int[] {-1})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void partsOfOneDatasetHaveDifferentDigests() {
        assertThat(new Subset<>(whole, 0, 7).digest())
                .isEqualTo("sha256:10[0:7]")
                .isNotEqualTo(new Subset<>(whole, 7, 3).digest());
    }

    @Test
    void refusesWhatTheDatasetDoesNotHave() {
        assertThatThrownBy(() -> new Subset<>(whole, 7, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 samples from 7 on, of indices, which has 10");
        assertThatThrownBy(() -> new Subset<>(whole, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subset<>(whole, -1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subset<>(whole, Integer.MAX_VALUE, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
