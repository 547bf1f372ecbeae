package dev.figment.plugin.gpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.train.TinyGpt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are written together are those that are written alone. */
class BatchingTest {
    private static final PromptTokenizer TOKENIZER = TinyGpt.TOKENIZER.tokenizer();
    private static final Sampler DRAW =
            new SamplerChain(new SamplerChain.Config(List.of(), SamplerChain.Draw.MULTINOMIAL));
    private static final List<String> PROMPTS =
            List.of("a", "the cat", "ab", "on the mat", "xyz", "the cat", "hello", "q");
    private static final Limits TEN = new Limits(10, List.of(), List.of(), Overflow.SLIDE);
    private static Model model;

    @BeforeAll
    static void open() {
        model = TinyGpt.MODELS.compile(TinyGpt.onnx(), "tiny");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** Counts runs, and tokens of runs that are not bound. */
    private static final class Counting implements Model {
        private final Model counted;
        private int tokens;
        private int runs;
        private int open;

        Counting(Model counted) {
            this.counted = counted;
        }

        @Override
        public List<TensorSpec> inputs() {
            return counted.inputs();
        }

        @Override
        public List<TensorSpec> outputs() {
            return counted.outputs();
        }

        @Override
        public Map<String, String> metadata() {
            return counted.metadata();
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            tokens += inputs.get(DecoderFiles.IDS).count();
            counted.run(inputs, outputs);
        }

        @Override
        public BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            BoundRun run = counted.bind(inputs, outputs);
            open++;
            return new BoundRun() {
                @Override
                public void run(Map<String, Tensor> others) {
                    runs++;
                    run.run(others);
                }

                @Override
                public void close() {
                    open--;
                    run.close();
                }
            };
        }

        @Override
        public void close() {}
    }

    /** The same graph without the promise that its cache may be written in place. */
    private static Decoder growing() {
        return Decoder.of(
                new Model() {
                    @Override
                    public List<TensorSpec> inputs() {
                        return model.inputs();
                    }

                    @Override
                    public List<TensorSpec> outputs() {
                        return model.outputs();
                    }

                    @Override
                    public Map<String, String> metadata() {
                        return Map.of(DecoderFiles.CONTEXT, Integer.toString(TinyGpt.CONTEXT));
                    }

                    @Override
                    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                        return model.run(inputs);
                    }

                    @Override
                    public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
                        model.run(inputs, outputs);
                    }

                    @Override
                    public BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
                        return model.bind(inputs, outputs);
                    }

                    @Override
                    public void close() {}
                },
                "growing");
    }

    private static Continuations generator(Decoder decoder, Sampler sampler, Limits limits, int parallel) {
        return new Continuations(decoder, TOKENIZER, sampler, limits, parallel);
    }

    private static List<Seed> seeds(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Seed(100 + i)).toList();
    }

    private static List<String> texts(Continuations generator, List<String> prompts, List<Seed> seeds) {
        return generator.generate(prompts, seeds).stream()
                .map(Continuation::text)
                .toList();
    }

    private static List<String> alone() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            texts.addAll(texts(
                    generator(Decoder.of(model, "tiny"), DRAW, TEN, 1),
                    List.of(PROMPTS.get(i)),
                    List.of(new Seed(100 + i))));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void togetherAsAlone(int parallel) {
        assertThat(texts(generator(Decoder.of(model, "tiny"), DRAW, TEN, parallel), PROMPTS, seeds(8)))
                .isEqualTo(alone());
        assertThat(texts(generator(growing(), DRAW, TEN, parallel), PROMPTS, seeds(8)))
                .isEqualTo(alone());
    }

    @Test
    void eightTextsTakeTheRunsOfOne() {
        Counting counting = new Counting(model);
        texts(generator(Decoder.of(counting, "tiny"), DRAW, TEN, 8), List.of("ab", "cd", "ef", "gh"), seeds(4));
        // The first token of each comes from its prompt.
        assertThat(counting.runs).isEqualTo(9);
    }

    @Test
    void manyTextsHoldNoMoreThanAFew() {
        Counting counting = new Counting(model);
        Continuations continuations = generator(Decoder.of(counting, "tiny"), DRAW, TEN, 4);
        for (int i = 0; i < 100; i++) {
            try (Stream<String> cutOff = continuations.stream("ab", new Seed(i))) {
                cutOff.limit(2).forEach(piece -> {});
            }
            texts(continuations, PROMPTS.subList(0, 1 + i % 6), seeds(1 + i % 6));
        }
        // One run of each number of texts.
        assertThat(counting.open).isLessThanOrEqualTo(4);
    }

    @Test
    void aTextOfAnotherLengthLeavesItsPlace() {
        String whole = alone().get(1);
        Limits stop = new Limits(10, List.of(whole.substring(2, 4)), List.of(), Overflow.SLIDE);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            expected.addAll(texts(
                    generator(Decoder.of(model, "tiny"), DRAW, stop, 1),
                    List.of(PROMPTS.get(i)),
                    List.of(new Seed(100 + i))));
        }
        assertThat(texts(generator(Decoder.of(model, "tiny"), DRAW, stop, 3), PROMPTS, seeds(8)))
                .isEqualTo(expected);
        assertThat(expected.stream().map(String::length).distinct().count()).isGreaterThan(1);
    }

    @Test
    void manyThreadsShareTheRuns() throws Exception {
        Continuations generator = generator(Decoder.of(model, "tiny"), DRAW, TEN, 4);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < PROMPTS.size(); i++) {
                String prompt = PROMPTS.get(i);
                Seed seed = new Seed(100 + i);
                all.add(threads.submit(() -> {
                    try (Stream<String> pieces = generator.stream(prompt, seed)) {
                        return pieces.collect(Collectors.joining());
                    }
                }));
            }
            List<String> texts = new ArrayList<>();
            for (Future<String> text : all) {
                texts.add(text.get());
            }
            assertThat(texts).isEqualTo(alone());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPromptThatBeginsAsAnotherOneIsReadFromThere() {
        Limits one = new Limits(1, List.of(), List.of(), Overflow.SLIDE);
        try (Model big = TinyGpt.MODELS.compile(TinyGpt.onnx(64), "long")) {
            Counting counting = new Counting(big);
            Continuations generator = generator(Decoder.of(counting, "long"), DRAW, one, 2);
            String prefix = "the cat sat on the mat and then it went away ";
            String first = texts(generator, List.of(prefix + "again"), seeds(1)).get(0);
            int whole = counting.tokens;
            String second = texts(generator, List.of(prefix + "soon"), seeds(1)).get(0);
            assertThat(counting.tokens - whole).isEqualTo("soon".length());
            Continuations anew = generator(Decoder.of(big, "long"), DRAW, one, 2);
            assertThat(second)
                    .isEqualTo(texts(anew, List.of(prefix + "soon"), seeds(1)).get(0));
            assertThat(first)
                    .isEqualTo(
                            texts(generator(Decoder.of(big, "long"), DRAW, one, 1), List.of(prefix + "again"), seeds(1))
                                    .get(0));
        }
    }

    @Test
    void aStreamThatIsClosedLeavesTheOthersAlone() {
        Continuations generator = generator(Decoder.of(model, "tiny"), DRAW, TEN, 2);
        try (Stream<String> cancelled = generator.stream("the cat", new Seed(1));
                Stream<String> kept = generator.stream("ab", new Seed(102))) {
            Iterator<String> first = cancelled.iterator();
            assertThat(first.next()).isNotEmpty();
            cancelled.close();
            assertThat(kept.collect(Collectors.joining())).isEqualTo(alone().get(2));
            assertThat(first.hasNext()).isFalse();
        }
    }

    @Test
    void anErrorOfTheSamplerEndsItsTextAlone() {
        Sampler failing = (logits, history, random) -> {
            if (history.get(0) == TOKENIZER.encode("q")[0] && history.remaining() > 3) {
                throw new IllegalStateException("no more");
            }
            return DRAW.sample(logits, history, random);
        };
        Continuations generator = generator(Decoder.of(model, "tiny"), failing, TEN, 2);
        Stream<String> bad = generator.stream("q", new Seed(1));
        Stream<String> good = generator.stream("ab", new Seed(102));
        assertThatThrownBy(() -> bad.collect(Collectors.joining())).hasMessage("no more");
        assertThat(good.collect(Collectors.joining())).isEqualTo(alone().get(2));
    }

    @Test
    void aModelThatIsClosedEndsEveryText() {
        Model closed = TinyGpt.MODELS.compile(TinyGpt.onnx(), "closed");
        Continuations generator = generator(Decoder.of(closed, "closed"), DRAW, TEN, 2);
        Stream<String> begun = generator.stream("ab", new Seed(1));
        closed.close();
        assertThatThrownBy(() -> begun.collect(Collectors.joining()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> generator.stream("cd", new Seed(1)).collect(Collectors.joining()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aContinuationSaysWhyItEnded() {
        Continuations generator =
                generator(Decoder.of(model, "tiny"), DRAW, new Limits(40, List.of(), List.of(), Overflow.REFUSE), 2);
        Continuation full = generator.generate(List.of("ab"), seeds(1)).get(0);
        assertThat(full.finish()).isEqualTo(Finish.CONTEXT);
        assertThat(TOKENIZER.decode(full.ids())).isEqualTo(full.text());
        assertThat(generator(Decoder.of(model, "tiny"), DRAW, TEN, 2)
                        .generate(List.of("ab"), seeds(1))
                        .get(0)
                        .finish())
                .isEqualTo(Finish.MAX_TOKENS);
    }
}
