package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    private static final List<String> SORTED = List.of(
            "",
            "1.png",
            "2.png",
            "2_looped.png",
            "10.png",
            "010.png.bak",
            "99999999999999999999998.png",
            "99999999999999999999999.png",
            "a",
            "a1b2",
            "a1b10",
            "a2b1",
            "b");

    @Test
    void countsDigitsAsNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            List<String> names = new ArrayList<>(SORTED);
            Collections.shuffle(names, random);
            names.sort(NaturalOrder::compare);
            assertThat(names).isEqualTo(SORTED);
        }
    }

    @Test
    void tellsNamesApartThatCountAlike() {
        assertThat(NaturalOrder.compare("a1", "a01")).isNotZero();
        assertThat(NaturalOrder.compare("a01", "a1")).isEqualTo(-NaturalOrder.compare("a1", "a01"));
        assertThat(NaturalOrder.compare("x", "x")).isZero();
    }
}
