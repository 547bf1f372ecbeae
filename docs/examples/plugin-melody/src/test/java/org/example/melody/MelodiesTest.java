package org.example.melody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MelodiesTest {
    @Test
    void aShorterMelodyEndsInSilenceThatIsNotItsOwn() {
        Melodies three = TinyMelodies.three();
        assertThat(three.size()).isEqualTo(3);
        assertThat(three.events().dim(1)).isEqualTo(6);
        assertThat(three.melody(0)).containsExactly(60, Melodies.HOLD, 62, 64);
        assertThat(three.melody(2)).containsExactly(72);
    }

    @Test
    void whatIsNoEventIsRefused() {
        Tensor events = Tensor.ofLongs(new long[] {60, 128}, 1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Melodies(events, List.of()))
                .withMessageContaining("an event of 128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Melodies.of(List.of(new int[] {60}), List.of("a", "b")))
                .withMessageContaining("2 names for 1 melodies");
    }
}
