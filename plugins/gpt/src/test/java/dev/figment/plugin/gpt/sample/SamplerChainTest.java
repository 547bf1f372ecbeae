package dev.figment.plugin.gpt.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import dev.figment.api.error.FigmentException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each stage against its definition, computed here by sorting everything in double precision. */
class SamplerChainTest {
    private static final IntBuffer NONE = IntBuffer.allocate(0);

    private static float[] logits(long seed, int count) {
        float[] logits = new float[count];
        FloatBuffer buffer = FloatBuffer.wrap(logits);
        new Seed(seed).fillNormal(buffer);
        for (int i = 0; i < count; i++) {
            logits[i] *= 3;
        }
        return logits;
    }

    private static double[] softmax(float[] logits) {
        double sum = 0;
        double[] p = new double[logits.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i]);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** Which tokens a stage keeps. */
    private static List<Integer> kept(Stage stage, float[] logits) {
        float[] changed = applied(logits, List.of(stage), NONE);
        return IntStream.range(0, changed.length)
                .filter(i -> changed[i] > Float.NEGATIVE_INFINITY)
                .boxed()
                .toList();
    }

    private static List<Integer> firstByMass(double[] p, double[] key, double mass) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, p.length).boxed().toList());
        order.sort(Comparator.comparingDouble(i -> -key[i]));
        List<Integer> kept = new ArrayList<>();
        double sum = 0;
        for (int i : order) {
            if (!kept.isEmpty() && sum >= mass) {
                break;
            }
            kept.add(i);
            sum += p[i];
        }
        return kept.stream().sorted().toList();
    }

    @TestFactory
    Stream<DynamicTest> whatIsKeptIsWhatSortingWouldKeep() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int count : new int[] {1, 2, 50, 300, 5000}) {
            float[] logits = logits(count, count);
            double[] p = softmax(logits);
            double entropy = -IntStream.range(0, count)
                    .mapToDouble(i -> p[i] * Math.log(p[i]))
                    .sum();
            double[] nearness = IntStream.range(0, count)
                    .mapToDouble(i -> -Math.abs(-Math.log(p[i]) - entropy))
                    .toArray();
            for (int k : new int[] {1, 3, 40, 299}) {
                int most = Math.min(k, count);
                tests.add(DynamicTest.dynamicTest(
                        "top " + k + " of " + count,
                        () -> assertThat(kept(new TopK(k), logits))
                                .isEqualTo(firstByMass(equal(count), p, (most - 0.5) / count))));
            }
            for (double mass : new double[] {0.1, 0.5, 0.9, 0.99, 1}) {
                tests.add(DynamicTest.dynamicTest(
                        "top-p " + mass + " of " + count,
                        () -> assertThat(kept(new TopP(mass), logits))
                                .isEqualTo(mass == 1 ? firstByMass(p, p, 2) : firstByMass(p, p, mass))));
                tests.add(DynamicTest.dynamicTest(
                        "typical " + mass + " of " + count,
                        () -> assertThat(kept(new Typical(mass), logits))
                                .isEqualTo(mass == 1 ? firstByMass(p, p, 2) : firstByMass(p, nearness, mass))));
                double largest =
                        IntStream.range(0, count).mapToDouble(i -> p[i]).max().orElseThrow();
                tests.add(DynamicTest.dynamicTest(
                        "min-p " + mass + " of " + count,
                        () -> assertThat(kept(new MinP(mass), logits))
                                .isEqualTo(IntStream.range(0, count)
                                        .filter(i -> p[i] >= mass * largest * (1 - 1e-6))
                                        .boxed()
                                        .toList())));
            }
        }
        return tests.stream();
    }

    private static double[] equal(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 1.0 / count).toArray();
    }

    @Test
    void ofEquallyLikelyTokensThoseWithTheSmallerIdsAreKept() {
        assertThat(kept(new TopK(2), new float[] {1, 1, 1, 0})).containsExactly(0, 1);
        assertThat(kept(new TopP(0.5), new float[] {1, 1, 1, 1})).containsExactly(0, 1);
    }

    private static float[] changed(Stage stage, float[] logits, int... history) {
        return applied(logits, List.of(stage), IntBuffer.wrap(history));
    }

    @Test
    void penaltiesLowerWhatCameBefore() {
        float[] logits = {2, -2, 1, 0};
        assertThat(changed(new RepetitionPenalty(2, 0), logits, 0, 1, 0)).containsExactly(1, -4, 1, 0);
        assertThat(changed(new RepetitionPenalty(2, 1), logits, 0, 1)).containsExactly(2, -4, 1, 0);
        assertThat(changed(new FrequencyPenalty(0.5, 0.25), logits, 0, 1, 0)).containsExactly(0.75f, -2.75f, 1, 0);
    }

    @Test
    void sequencesAreNotRepeated() {
        float[] logits = {0, 0, 0, 0};
        assertThat(kept(changed(new NoRepeatNgram(2), logits, 1, 2, 3, 1))).containsExactly(0, 1, 3);
        assertThat(kept(changed(new NoRepeatNgram(3), logits, 1, 2, 3, 1, 2))).containsExactly(0, 1, 2);
        assertThat(kept(changed(new NoRepeatNgram(1), logits, 1, 2))).containsExactly(0, 3);
        assertThat(kept(changed(new NoRepeatNgram(3), logits, 1))).hasSize(4);
    }

    private static List<Integer> kept(float[] changed) {
        return IntStream.range(0, changed.length)
                .filter(i -> changed[i] > Float.NEGATIVE_INFINITY)
                .boxed()
                .toList();
    }

    private static SamplerChain chain(SamplerChain.Draw draw, Stage... stages) {
        return new SamplerChain(new SamplerChain.Config(List.of(stages), draw));
    }

    /** Pearson's statistic over 20,000 draws stays below its 0.999 quantile, which is near d + 3.1 √(2 d) + 4.4. */
    @TestFactory
    Stream<DynamicTest> drawsHaveTheProbabilitiesThatTheStagesGive() {
        float[] logits = logits(5, 30);
        Map<String, List<Stage>> chains = new LinkedHashMap<>();
        chains.put("plain", List.of());
        for (Stage stage : List.of(
                new Temperature(1.7),
                new TopK(5),
                new TopP(0.8),
                new MinP(0.1),
                new Typical(0.7),
                new RepetitionPenalty(1.5, 0),
                new FrequencyPenalty(0.5, 1),
                new NoRepeatNgram(2),
                new LogitBias(List.of(new LogitBias.Bias(4, 2), new LogitBias.Bias(7, -3))),
                new AllowedTokens(List.of(9, 1, 4, 1)),
                new BannedTokens(List.of(0, 3)))) {
            chains.put(stage.toString(), List.of(stage));
        }
        chains.put("chain", List.of(new TopK(12), new TopP(0.9), new Temperature(0.7)));
        chains.put(
                "penalties after top-k",
                List.of(
                        new TopK(12),
                        new RepetitionPenalty(2, 0),
                        new FrequencyPenalty(0.5, 0),
                        new BannedTokens(List.of(2)),
                        new MinP(0.01)));
        return chains.entrySet().stream().map(entry -> fits(entry.getKey(), logits, entry.getValue()));
    }

    /** The logits of all tokens after stages. */
    private static float[] applied(float[] logits, List<Stage> stages, IntBuffer history) {
        Candidates candidates = new Candidates(logits.clone());
        stages.forEach(stage -> stage.apply(candidates, history));
        float[] changed = new float[logits.length];
        Arrays.fill(changed, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < candidates.logits().length; i++) {
            changed[candidates.id(i)] = candidates.logits()[i];
        }
        return changed;
    }

    private static DynamicTest fits(String name, float[] logits, List<Stage> chain) {
        return DynamicTest.dynamicTest(name, () -> {
            IntBuffer history = IntBuffer.wrap(new int[] {1, 5, 2, 1, 8, 1});
            double[] p = softmax(applied(logits, chain, history));
            int draws = 20_000;
            int[] counts = new int[p.length];
            SamplerChain sampler = chain(SamplerChain.Draw.MULTINOMIAL, chain.toArray(Stage[]::new));
            for (int i = 0; i < draws; i++) {
                Seed seed = new Seed(9).at(i);
                long[] next = {0};
                counts[sampler.sample(FloatBuffer.wrap(logits.clone()), history, () -> seed.bits(next[0]++))]++;
            }
            double statistic = 0;
            int degrees = -1;
            for (int i = 0; i < p.length; i++) {
                if (p[i] == 0) {
                    assertThat(counts[i]).isZero();
                } else {
                    statistic += Math.pow(counts[i] - draws * p[i], 2) / (draws * p[i]);
                    degrees++;
                }
            }
            assertThat(statistic).isLessThan(degrees + 3.1 * Math.sqrt(2.0 * degrees) + 4.4);
        });
    }

    @Test
    void theLikeliestIsTakenWithoutChance() {
        SamplerChain greedy = chain(SamplerChain.Draw.GREEDY, new BannedTokens(List.of(2)));
        assertThat(greedy.sample(FloatBuffer.wrap(new float[] {0, 1, 5, 1}), NONE, () -> 0))
                .isEqualTo(1);
    }

    @Test
    void logitsMayBeginAnywhereInTheirBuffer() {
        FloatBuffer logits = FloatBuffer.wrap(new float[] {9, 0, 1}).position(1);
        assertThat(chain(SamplerChain.Draw.GREEDY).sample(logits, NONE, () -> 0))
                .isEqualTo(1);
    }

    @Test
    void aChainThatForbidsEveryTokenSaysSo() {
        SamplerChain chain = chain(SamplerChain.Draw.MULTINOMIAL, new BannedTokens(List.of(0, 1)));
        assertThatThrownBy(() -> chain.sample(FloatBuffer.wrap(new float[] {1, 2}), NONE, () -> 0))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("forbid every token");
    }

    @Test
    void biasesAndAllowedTokens() {
        float[] logits = {0, 1, 2, 3};
        assertThat(changed(new LogitBias(List.of(new LogitBias.Bias(1, 0.5), new LogitBias.Bias(9, 1))), logits))
                .containsExactly(0, 1.5f, 2, 3);
        assertThat(kept(new AllowedTokens(List.of(3, 0, 12)), logits)).containsExactly(0, 3);
    }

    @Test
    void keysOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new AllowedTokens(List.of())).hasMessageContaining("ids must be one or more");
        assertThatThrownBy(() -> new LogitBias.Bias(1, Double.NEGATIVE_INFINITY))
                .hasMessageContaining("banned-tokens");
        assertThatThrownBy(() -> new LogitBias(List.of(new LogitBias.Bias(1, 1), new LogitBias.Bias(1, 2))))
                .hasMessageContaining("each token once");
        assertThatThrownBy(() -> new TopP(0)).hasMessageContaining("p must be");
        assertThatThrownBy(() -> new TopP(2)).hasMessageContaining("p must be");
        assertThatThrownBy(() -> new Temperature(-1)).hasMessageContaining("value must be");
        assertThatThrownBy(() -> new TopK(0)).hasMessageContaining("k must be");
        assertThatThrownBy(() -> new MinP(0)).hasMessageContaining("share must be");
        assertThatThrownBy(() -> new Typical(1.5)).hasMessageContaining("mass must be");
        assertThatThrownBy(() -> new RepetitionPenalty(0.5, 0)).hasMessageContaining("penalty must be");
        assertThatThrownBy(() -> new NoRepeatNgram(0)).hasMessageContaining("n must be");
        assertThatThrownBy(() -> new BannedTokens(List.of(-1))).hasMessageContaining("ids must not");
    }

    @Test
    void theSelectionFindsTheKthLargest() {
        float[] values = logits(3, 1000);
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int k : new int[] {1, 2, 10, 500, 999, 1000}) {
            assertThat(Selection.largest(values, k)).isCloseTo(sorted[1000 - k], within(0f));
        }
    }
}
