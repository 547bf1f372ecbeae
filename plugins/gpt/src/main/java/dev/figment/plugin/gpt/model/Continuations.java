package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Sampler;
import dev.figment.api.ScoredToken;
import dev.figment.api.Seed;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.gpt.constrain.Matching;
import dev.figment.plugin.gpt.constrain.TokenAutomaton;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Continues texts, token by token, several at once; keys and values of the last ones stay, so that a prompt that begins as one
 * of them is answered sooner. Safe for use by several threads, whose texts are then written together.
 */
public final class Continuations {
    private static final int UNSCORED = -1;

    private final Decoder decoder;
    private final PromptTokenizer tokenizer;
    private final Sampler sampler;
    private final Limits limits;
    private final Options options;
    private final Batcher batcher;

    /**
     * How they are written.
     *
     * @param parallel most texts that are written at once
     * @param form that they must have; any where it is null
     * @param guesses of the next tokens; none where it is null
     */
    record Options(
            int parallel,
            @Nullable TokenAutomaton form,
            @Nullable Guesses guesses) {
        /** Texts of any form, without guesses. */
        static Options plain(int parallel) {
            return new Options(parallel, null, null);
        }
    }

    /**
     * Guesses of the next tokens.
     *
     * @param most in one run
     */
    record Guesses(Guesser guesser, int most) {}

    /** As many at once, of any form. */
    public Continuations(Decoder decoder, PromptTokenizer tokenizer, Sampler sampler, Limits limits, int parallel) {
        this(decoder, tokenizer, sampler, limits, Options.plain(parallel));
    }

    /**
     * @throws FigmentException if the vocabularies of the model and of the tokenizer differ
     */
    Continuations(Decoder decoder, PromptTokenizer tokenizer, Sampler sampler, Limits limits, Options options) {
        if (tokenizer.vocabularySize() > decoder.vocabularySize()) {
            throw FigmentException.user(Problem.of(
                            "other-vocabulary",
                            decoder.name(),
                            "the model has logits for " + decoder.vocabularySize() + " tokens, and its tokenizer has "
                                    + tokenizer.vocabularySize())
                    .fix("put the tokenizer.json into the folder that the model was trained with"));
        }
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.sampler = sampler;
        this.limits = limits;
        this.options = options;
        this.batcher = new Batcher(decoder, options.parallel, options.guesses);
    }

    /**
     * The continuation of a prompt, without the prompt, in pieces as they come: whoever takes the next one waits until it is
     * written. Closing the stream ends the text.
     *
     * @param seed all randomness comes from it: that of the n-th new token from {@code seed.at(n)}
     * @throws FigmentException if the prompt is empty, or too long where that is refused
     */
    public Stream<String> stream(String prompt, Seed seed) {
        return stream(tokenizer.encodeWhole(prompt), seed);
    }

    /** As {@link #stream(String, Seed)}, of a prompt's tokens. */
    Stream<String> stream(int[] prompt, Seed seed) {
        return stream(begin(prompt, seed, UNSCORED), Generation::take);
    }

    /** The tokens of what {@link #stream(String, Seed)} gives, each with so many likeliest ones. */
    Stream<ScoredToken> tokens(String prompt, Seed seed, int alternatives) {
        return stream(begin(tokenizer.encodeWhole(prompt), seed, alternatives), Generation::takeToken);
    }

    private <T> Stream<T> stream(Generation generation, Batcher.Taking<T> taking) {
        return StreamSupport.stream(new Taken<>(generation, taking), false).onClose(() -> batcher.cancel(generation));
    }

    /**
     * The continuations of prompts.
     *
     * @param seeds one for each prompt
     * @throws FigmentException as {@link #stream}
     */
    public List<Continuation> generate(List<String> prompts, List<Seed> seeds) {
        Generation[] all = new Generation[prompts.size()];
        try {
            Arrays.setAll(all, i -> begin(tokenizer.encodeWhole(prompts.get(i)), seeds.get(i), UNSCORED));
            return Arrays.stream(all).map(this::finished).toList();
        } finally {
            Arrays.stream(all)
                    .filter(generation -> generation != null && !generation.isFinished())
                    .forEach(batcher::cancel);
        }
    }

    private Continuation finished(Generation generation) {
        StringBuilder text = new StringBuilder();
        for (String piece = batcher.next(generation); piece != null; piece = batcher.next(generation)) {
            text.append(piece);
        }
        return new Continuation(text.toString(), generation.made(), requireNonNull(generation.how()));
    }

    private Generation begin(int[] prompt, Seed seed, int alternatives) {
        int[] ids = prompt;
        if (ids.length == 0) {
            ids = new int[] {limits.ends().stream().findFirst().orElseThrow(this::emptyPrompt)};
        }
        TokenAutomaton form = options.form;
        Matching matching = form == null ? null : new Matching(form, limits.ends());
        Choice choice = new Choice(sampler, matching, seed);
        Generation generation = new Generation(fitted(ids), decoder.context(), tokenizer, choice, limits, alternatives);
        batcher.submit(generation);
        return generation;
    }

    private int[] fitted(int[] ids) {
        int context = decoder.context();
        if (ids.length <= context - (limits.overflow() == Overflow.TRUNCATE ? limits.maxTokens() : 1)) {
            return ids;
        }
        return switch (limits.overflow()) {
            case REFUSE -> throw tooLong(ids.length);
            case TRUNCATE -> last(ids, Math.max(1, context - limits.maxTokens()));
            case SLIDE -> last(ids, Math.max(1, context / 2));
        };
    }

    private static int[] last(int[] ids, int count) {
        return Arrays.copyOfRange(ids, Math.max(0, ids.length - count), ids.length);
    }

    private FigmentException tooLong(int tokens) {
        return FigmentException.user(Problem.of(
                        "prompt-too-long",
                        decoder.name(),
                        "the prompt has " + tokens + " tokens, and the model's context " + decoder.context()
                                + ", of which one is for the first new token")
                .fix("shorten it, or let it lose its beginning: 'overflow: truncate' or 'overflow: slide'"));
    }

    private FigmentException emptyPrompt() {
        return FigmentException.user(Problem.of(
                        "empty-prompt",
                        decoder.name(),
                        "the prompt is empty, and the model's vocabulary has no token that stands between texts")
                .fix("give it a prompt of at least one character"));
    }

    /** What is taken of a text, one after the other. */
    private final class Taken<T> extends Spliterators.AbstractSpliterator<T> {
        private final Generation generation;
        private final Batcher.Taking<T> taking;

        Taken(Generation generation, Batcher.Taking<T> taking) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.generation = generation;
            this.taking = taking;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            @Nullable T next = batcher.next(generation, taking);
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }
    }
}
