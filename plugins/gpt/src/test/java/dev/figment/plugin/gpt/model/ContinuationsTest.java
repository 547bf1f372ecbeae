package dev.figment.plugin.gpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Position;
import dev.figment.api.Sampler;
import dev.figment.api.ScoredToken;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerConfig;
import dev.figment.plugin.gpt.train.TinyGpt;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuationsTest {
    private static final PromptTokenizer TOKENIZER = TinyGpt.TOKENIZER.tokenizer();
    private static final Sampler DRAW = sampler(SamplerChain.Draw.MULTINOMIAL);
    private static final Sampler GREEDY = sampler(SamplerChain.Draw.GREEDY);
    private static Model model;
    private static Decoder decoder;

    @BeforeAll
    static void open() {
        model = TinyGpt.MODELS.compile(TinyGpt.onnx(), "tiny");
        decoder = Decoder.of(model, "tiny");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static Sampler sampler(SamplerChain.Draw draw) {
        return new SamplerChain(new SamplerChain.Config(List.of(), draw));
    }

    private static String generated(Sampler sampler, String prompt, Limits limits) {
        return generator(sampler, limits).stream(prompt, new Seed(7)).collect(Collectors.joining());
    }

    private static Continuations generator(Sampler sampler, Limits limits) {
        return new Continuations(decoder, TOKENIZER, sampler, limits, 4);
    }

    private static Limits limits(int most, Overflow overflow, String... stop) {
        return new Limits(most, List.of(stop), List.of(), overflow);
    }

    /** The likeliest token after all before it, read anew each time. */
    private static String greedyWithoutCache(String prompt, int most) {
        String text = prompt;
        for (int i = 0; i < most; i++) {
            Tensor logits = decoder.logits(TOKENIZER.encode(text), 1);
            int id = GREEDY.sample(logits.floats(), IntBuffer.allocate(0), () -> 0);
            text += TOKENIZER.decode(new int[] {id});
        }
        return text.substring(prompt.length());
    }

    @Test
    void theCacheDoesNotChangeTheText() {
        assertThat(generated(GREEDY, "the cat", limits(9, Overflow.REFUSE)))
                .isEqualTo(greedyWithoutCache("the cat", 9));
    }

    @Test
    void theSameSeedGivesTheSameTextWhateverElseIsAskedFor() {
        String first = generated(DRAW, "ab", limits(10, Overflow.REFUSE));
        assertThat(generated(DRAW, "ab", limits(10, Overflow.REFUSE))).isEqualTo(first);
        assertThat(generated(DRAW, "ab", limits(5, Overflow.REFUSE))).isEqualTo(first.substring(0, 5));
    }

    @Test
    void aStreamGivesEachToken() {
        assertThat(generator(DRAW, limits(10, Overflow.REFUSE)).stream("ab", new Seed(7)))
                .hasSize(10);
    }

    @Test
    void aStopEndsTheText() {
        String whole = generated(DRAW, "ab", limits(10, Overflow.REFUSE));
        String stop = whole.substring(4, 6);
        int at = whole.indexOf(stop);
        assertThat(generated(DRAW, "ab", limits(10, Overflow.REFUSE, stop))).isEqualTo(whole.substring(0, at));
    }

    @Test
    void theTokenThatEndsATextIsLeftOut() {
        String whole = generated(DRAW, "ab", limits(10, Overflow.REFUSE));
        int end = TOKENIZER.encode(whole.substring(3, 4))[0];
        Limits limits = new Limits(10, List.of(), List.of(end), Overflow.REFUSE);
        assertThat(generated(DRAW, "ab", limits)).isEqualTo(whole.substring(0, whole.indexOf(whole.charAt(3))));
    }

    @Test
    void aTextEndsWithTheContextUnlessItSlides() {
        // The 16th token is read, and the 17th comes after it.
        assertThat(generated(DRAW, "ab", limits(40, Overflow.REFUSE))).hasSize(TinyGpt.CONTEXT - 2 + 1);
        assertThat(generated(DRAW, "ab", limits(40, Overflow.SLIDE))).hasSize(40);
    }

    @Test
    void aLongPromptIsRefusedOrLosesItsBeginning() {
        String prompt = "abcdefghijklmnopqrst";
        assertThatThrownBy(() -> generated(GREEDY, prompt, limits(4, Overflow.REFUSE)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("20 tokens")
                .hasMessageContaining("16")
                .hasMessageContaining("overflow: truncate");
        assertThat(generated(GREEDY, prompt, limits(4, Overflow.TRUNCATE)))
                .isEqualTo(generated(GREEDY, prompt.substring(8), limits(4, Overflow.REFUSE)));
        assertThat(generated(GREEDY, prompt, limits(4, Overflow.SLIDE)))
                .isEqualTo(generated(GREEDY, prompt.substring(12), limits(4, Overflow.REFUSE)));
    }

    @Test
    void everyTokenHasTheProbabilityThatTheModelGivesIt() {
        Continuations generator = generator(GREEDY, limits(6, Overflow.REFUSE));
        List<ScoredToken> tokens;
        try (Stream<ScoredToken> stream = generator.tokens("abc", new Seed(7), 3)) {
            tokens = stream.toList();
        }
        assertThat(tokens.stream().map(ScoredToken::text).collect(Collectors.joining()))
                .isEqualTo(generated(GREEDY, "abc", limits(6, Overflow.REFUSE)));
        int[] prompt = TOKENIZER.encode("abc");
        int[] ids = IntStream.concat(IntStream.of(prompt), tokens.stream().mapToInt(ScoredToken::id))
                .toArray();
        double nats = new Likelihood(decoder, ids.length, ids.length).nats(ids, prompt.length);
        assertThat(tokens.stream().mapToDouble(ScoredToken::logProbability).sum())
                .isCloseTo(-nats, within(1e-4));
        for (ScoredToken token : tokens) {
            // A greedy choice is the likeliest one.
            assertThat(token.alternatives()).hasSize(3);
            assertThat(token.alternatives().get(0).id()).isEqualTo(token.id());
            assertThat(token.alternatives().get(0).logProbability()).isEqualTo(token.logProbability());
            assertThat(token.alternatives())
                    .isSortedAccordingTo(Comparator.comparingDouble(ScoredToken.Alternative::logProbability)
                            .reversed());
        }
    }

    @Test
    void anEmptyPromptNeedsATokenBetweenTexts() {
        assertThatThrownBy(() -> generated(GREEDY, "", limits(4, Overflow.REFUSE)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("the prompt is empty");
    }

    @Test
    void aTokenizerOfAnotherModelIsRefused() {
        PromptTokenizer other = new TokenizerConfig.Bytes().learn(List.of()).tokenizer();
        assertThatThrownBy(() -> new Continuations(decoder, other, GREEDY, limits(1, Overflow.REFUSE), 1))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("29 tokens")
                .hasMessageContaining("257");
    }

    @Test
    void textsOfABatchDoNotDependOnEachOther(@TempDir Path folder) {
        TinyGpt.write(folder);
        Gpt.Config config = new Gpt.Config(
                new ModelRef(folder.toString(), folder),
                new ComponentRef("draw"),
                8,
                List.of(),
                null,
                Overflow.REFUSE,
                null,
                null,
                null,
                2);
        Gpt gpt = new Gpt(config, TinyGpt.MODELS, DRAW);
        Seed seed = new Seed(1);
        List<String> together = gpt.generate(new Text(List.of("ab", "cd", "ab")), new Position(seed, 0))
                .texts();
        List<String> apart = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            apart.addAll(gpt.generate(new Text(List.of(i == 1 ? "cd" : "ab")), new Position(seed, i))
                    .texts());
        }
        assertThat(together).isEqualTo(apart);
        assertThat(together.get(0)).startsWith("ab").isNotEqualTo(together.get(2));
    }

    /** Each token from all before it: what one reading of the whole gives. */
    @Test
    void theLikelihoodDoesNotDependOnTheStrideWhereTheContextIsLongEnough() {
        int[] ids = TOKENIZER.encode("the cat sat on a");
        double whole = new Likelihood(decoder, TinyGpt.CONTEXT, 16).nats(ids, 1);
        for (int stride : new int[] {1, 3, 8}) {
            assertThat(new Likelihood(decoder, TinyGpt.CONTEXT, stride).nats(ids, 1))
                    .isCloseTo(whole, within(1e-4));
        }
        double end = new Likelihood(decoder, TinyGpt.CONTEXT, 4).nats(ids, 10);
        double both = new Likelihood(decoder, TinyGpt.CONTEXT, 4).nats(Arrays.copyOf(ids, 10), 1) + end;
        assertThat(both).isCloseTo(whole, within(1e-4));
    }

    @Test
    void somethingElseIsNoDecoder() {
        assertThatThrownBy(() -> Decoder.of(new Imposter(), "vae"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("vae: this is no decoder of tokens")
                .hasMessageContaining("input_ids");
    }
}
