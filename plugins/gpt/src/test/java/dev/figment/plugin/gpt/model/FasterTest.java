package dev.figment.plugin.gpt.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.plugin.gpt.constrain.Constraint;
import dev.figment.plugin.gpt.constrain.TokenAutomaton;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.train.TinyGpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guesses and beams against what they stand for. */
class FasterTest {
    private static final PromptTokenizer TOKENIZER = TinyGpt.TOKENIZER.tokenizer();
    private static final Sampler DRAW =
            new SamplerChain(new SamplerChain.Config(List.of(), SamplerChain.Draw.MULTINOMIAL));
    private static final Sampler GREEDY =
            new SamplerChain(new SamplerChain.Config(List.of(), SamplerChain.Draw.GREEDY));
    private static final List<String> PROMPTS = List.of("a", "the cat", "abcabcabc", "hello hello");
    private static Model model;
    private static Decoder decoder;

    @BeforeAll
    static void open() {
        model = TinyGpt.MODELS.compile(TinyGpt.onnx(64), "tiny");
        decoder = Decoder.of(model, "tiny");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static List<Continuation> texts(Sampler sampler, Limits limits, Continuations.Options options) {
        Continuations continuations = new Continuations(decoder, TOKENIZER, sampler, limits, options);
        List<Continuation> texts = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) { // One after the other: guesses are made for one text alone.
            texts.addAll(continuations.generate(List.of(PROMPTS.get(i)), List.of(new Seed(i))));
        }
        return texts;
    }

    private static void requireSame(List<Continuation> found, List<Continuation> expected) {
        assertThat(found.stream().map(Continuation::text))
                .isEqualTo(expected.stream().map(Continuation::text).toList());
        assertThat(found.stream().map(Continuation::finish))
                .isEqualTo(expected.stream().map(Continuation::finish).toList());
    }

    @Test
    void guessesDoNotChangeTheText() {
        for (Sampler sampler : List.of(DRAW, GREEDY)) {
            for (Limits limits : List.of(
                    new Limits(30, List.of("q"), List.of(), Overflow.REFUSE),
                    new Limits(90, List.of(), List.of(TOKENIZER.encode("z")[0]), Overflow.SLIDE))) {
                List<Continuation> plain = texts(sampler, limits, Continuations.Options.plain(2));
                for (Guesser guesser : List.of(
                        new NgramGuesser(2), new DraftGuesser(decoder), (ids, count, most) -> new int[] {0, 1, 2})) {
                    Continuations.Guesses guesses = new Continuations.Guesses(guesser, 4);
                    requireSame(texts(sampler, limits, new Continuations.Options(2, null, guesses)), plain);
                }
            }
        }
    }

    @Test
    void aDraftThatIsTheModelItselfIsAlwaysRight() {
        int[] runs = {0};
        Guesser draft = new DraftGuesser(decoder);
        Guesser counting = (ids, count, most) -> {
            runs[0]++;
            return draft.guess(ids, count, most);
        };
        Limits limits = new Limits(21, List.of(), List.of(), Overflow.REFUSE);
        texts(GREEDY, limits, new Continuations.Options(1, null, new Continuations.Guesses(counting, 4)));
        // The prompt's run gives the first token; each run then checks 4 guesses and gives one token more.
        assertThat(runs[0]).isEqualTo(PROMPTS.size() * 4);
    }

    @Test
    void anNgramIsLookedForFromTheEnd() {
        int[] ids = {1, 2, 3, 9, 1, 2, 4, 5, 1, 2, 0, 0};
        assertThat(new NgramGuesser(3).guess(ids, 10, 3)).containsExactly(4, 5, 1);
        assertThat(new NgramGuesser(3).guess(ids, 3, 3)).isEmpty();
        assertThat(new NgramGuesser(1).guess(new int[] {7, 8, 7}, 3, 5)).containsExactly(8, 7);
    }

    @Test
    void aConstraintHoldsWithGuessesAndInCompany() {
        TokenAutomaton form = TokenAutomaton.of(new Constraint.Regex("( [a-e]{2,4}){3}\\."), TOKENIZER);
        Limits limits = new Limits(40, List.of(), List.of(), Overflow.REFUSE);
        Continuations.Guesses guesses = new Continuations.Guesses(new NgramGuesser(2), 4);
        List<Continuation> alone = texts(DRAW, limits, new Continuations.Options(1, form, guesses));
        assertThat(alone).allSatisfy(text -> {
            assertThat(text.text()).matches("( [a-e]{2,4}){3}\\.");
            assertThat(text.finish()).isEqualTo(Finish.COMPLETE);
        });
        Continuations together =
                new Continuations(decoder, TOKENIZER, DRAW, limits, new Continuations.Options(4, form, null));
        requireSame(
                together.generate(
                        PROMPTS,
                        IntStream.range(0, PROMPTS.size()).mapToObj(Seed::new).toList()),
                alone);
    }

    /** Every continuation of two tokens, each after those before it, read anew. */
    @Test
    void asManyBeamsAsTokensFindTheLikeliestPair() {
        int[] prompt = TOKENIZER.encode("the cat");
        int vocabulary = decoder.vocabularySize();
        double[] first = logProbabilities(prompt);
        double likeliest = Double.NEGATIVE_INFINITY;
        int[] best = {};
        for (int a = 0; a < vocabulary; a++) {
            int[] longer = Arrays.copyOf(prompt, prompt.length + 1);
            longer[prompt.length] = a;
            double[] second = logProbabilities(longer);
            for (int b = 0; b < vocabulary; b++) {
                if (first[a] + second[b] > likeliest) {
                    likeliest = first[a] + second[b];
                    best = new int[] {a, b};
                }
            }
        }
        try (Beams beams = new Beams(decoder, vocabulary, 1, List.of(), 10)) {
            assertThat(beams.best(prompt, 2)).isEqualTo(best);
        }
    }

    private static double[] logProbabilities(int[] ids) {
        Tensor logits = decoder.logits(ids, 1);
        float[] all = logits.toFloatArray();
        double sum = 0;
        for (float logit : all) {
            sum += Math.exp(logit);
        }
        double normalizer = Math.log(sum);
        return IntStream.range(0, all.length)
                .mapToDouble(i -> all[i] - normalizer)
                .toArray();
    }

    @Test
    void oneBeamIsGreedy() {
        Limits limits = new Limits(12, List.of(), List.of(), Overflow.REFUSE);
        List<Continuation> greedy = texts(GREEDY, limits, Continuations.Options.plain(1));
        for (int i = 0; i < PROMPTS.size(); i++) {
            int[] prompt = TOKENIZER.encode(PROMPTS.get(i));
            try (Beams beams = new Beams(decoder, 1, 1, List.of(), prompt.length + 12)) {
                assertThat(TOKENIZER.decode(beams.best(prompt, 12)))
                        .isEqualTo(greedy.get(i).text());
            }
        }
    }

    @Test
    void anEndIsTakenWhereItIsBetter() {
        int[] prompt = TOKENIZER.encode("the cat");
        double[] first = logProbabilities(prompt);
        int end = IntStream.range(0, first.length)
                .reduce((a, b) -> first[a] >= first[b] ? a : b)
                .orElseThrow();
        try (Beams beams = new Beams(decoder, 4, 0, List.of(end), prompt.length + 8)) {
            // Without a length penalty nothing is likelier than to end at once with the likeliest token.
            assertThat(beams.best(prompt, 8)).isEmpty();
        }
    }
}
