package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {
    @Test
    void holdsEachIndexOnce() {
        int[] order = Permutation.of(1000, new Seed(3));
        assertThat(Arrays.stream(order).sorted()).containsExactlyElementsOf(range(1000));
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void isAFunctionOfTheSeed() {
        assertThat(Permutation.of(100, new Seed(3)))
                .isEqualTo(Permutation.of(100, new Seed(3)))
                .isNotEqualTo(Permutation.of(100, new Seed(4)));
    }

    @Test
    void ofOneAndOfNoneAreThemselves() {
        assertThat(Permutation.of(1, new Seed(3))).containsExactly(0);
        assertThat(Permutation.of(0, new Seed(3))).isEmpty();
    }

    @Test
    void allOrdersAreAboutAsFrequent() {
        int draws = 24_000;
        int[] counts = new int[27];
        for (int i = 0; i < draws; i++) {
            int[] order = Permutation.of(3, new Seed(9).at(i));
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        // Five standard deviations of a count with probability 1/6.
        double tolerance = 5 * Math.sqrt(draws * (1 / 6.0) * (5 / 6.0));
        assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
                .hasSize(6)
                .allSatisfy(count -> assertThat(count.doubleValue()).isCloseTo(draws / 6.0, within(tolerance)));
    }

    private static Iterable<Integer> range(int size) {
        return IntStream.range(0, size).boxed().toList();
    }
}
