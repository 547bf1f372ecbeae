package dev.figment.plugin.gpt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTextTest {
    private static List<String> given(StopText stop, String... pieces) {
        List<String> given = new ArrayList<>();
        for (String piece : pieces) {
            given.add(stop.accept(piece));
        }
        given.add(stop.finish());
        return given;
    }

    @Test
    void whatMayBeginAStopIsHeldBackUntilItIsNone() {
        StopText stop = new StopText(List.of("\n\nROMEO", "END"));
        assertThat(given(stop, "a\n", "\nR", "OB", "E", "N")).containsExactly("a", "", "\n\nROB", "", "", "EN");
        assertThat(stop.isFound()).isFalse();
    }

    @Test
    void whatFollowsAStopIsLeftOut() {
        StopText stop = new StopText(List.of("END"));
        assertThat(given(stop, "the E", "NDless")).containsExactly("the ", "", "");
        assertThat(stop.isFound()).isTrue();
    }

    @Test
    void theFirstOfSeveralStopsCounts() {
        StopText stop = new StopText(List.of("two", "one"));
        assertThat(given(stop, "one two")).containsExactly("", "");
        assertThat(stop.isFound()).isTrue();
    }

    @Test
    void withoutStopsNothingIsHeldBack() {
        assertThat(given(new StopText(List.of()), "a", "b")).containsExactly("a", "b", "");
    }
}
