package dev.figment.plugin.gpt.model;

import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import dev.figment.api.Tokenizer;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Continues texts, token by token. Safe for use by several threads. */
public final class TextGenerator {
    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final Sampler sampler;
    private final Limits limits;

    /**
     * @throws FigmentException if the vocabularies of the model and of the tokenizer differ
     */
    public TextGenerator(Decoder decoder, Tokenizer tokenizer, Sampler sampler, Limits limits) {
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
    }

    /**
     * The continuation of a prompt, without the prompt.
     *
     * @param seed all randomness comes from it: that of the n-th new token from {@code seed.at(n)}
     * @param listener gets the text piece by piece as it comes
     * @throws FigmentException if the prompt is empty, or too long where that is refused
     */
    public String generate(String prompt, Seed seed, Consumer<String> listener) {
        int[] ids = tokenizer.encode(prompt);
        if (ids.length == 0) {
            ids = new int[] {limits.endOfText().orElseThrow(() -> emptyPrompt())};
        }
        ids = fitted(ids);
        int capacity = (int) Math.min(decoder.context(), (long) ids.length + limits.maxTokens());
        try (Sequence sequence = new Sequence(ids, capacity)) {
            return generate(sequence, seed, listener);
        }
    }

    private String generate(Sequence sequence, Seed seed, Consumer<String> listener) {
        Tokenizer.StreamingDecoder pieces = tokenizer.streamingDecoder();
        StopText stop = new StopText(limits.stop());
        StringBuilder text = new StringBuilder();
        Consumer<String> out = piece -> {
            if (!piece.isEmpty()) {
                text.append(piece);
                listener.accept(piece);
            }
        };
        for (int i = 0; i < limits.maxTokens() && !stop.isFound() && sequence.goesOn(); i++) {
            int id = sampler.sample(sequence.logits(), sequence.history(), random(seed.at(i)));
            if (limits.endOfText().isPresent() && limits.endOfText().getAsInt() == id) {
                break;
            }
            sequence.add(id);
            out.accept(stop.accept(pieces.accept(id)));
        }
        if (!stop.isFound()) {
            out.accept(stop.accept(pieces.finish()));
        }
        out.accept(stop.finish());
        return text.toString();
    }

    private static RandomGenerator random(Seed seed) {
        long[] drawn = {0};
        return () -> seed.bits(drawn[0]++);
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

    /** All tokens of a text, and what has been read of it. */
    private final class Sequence implements AutoCloseable {
        private Decoding decoding;
        private int[] ids;
        private int count;
        private int read;

        Sequence(int[] prompt, int capacity) {
            this.ids = Arrays.copyOf(prompt, prompt.length + limits.maxTokens());
            this.count = prompt.length;
            this.decoding = decoder.start(capacity);
        }

        /** Of the token that is next. */
        FloatBuffer logits() {
            if (decoding.length() + count - read > decoding.capacity()) {
                int capacity = decoding.capacity();
                decoding.close();
                decoding = decoder.start(capacity);
                read = count - Math.max(1, capacity / 2);
            }
            FloatBuffer logits = decoding.accept(Arrays.copyOfRange(ids, read, count));
            read = count;
            return logits;
        }

        IntBuffer history() {
            return IntBuffer.wrap(ids, 0, count).asReadOnlyBuffer();
        }

        /** Whether there is room to read all tokens, or some are forgotten. */
        boolean goesOn() {
            return limits.overflow() == Overflow.SLIDE || decoding.length() + count - read <= decoding.capacity();
        }

        void add(int id) {
            ids[count++] = id;
        }

        @Override
        public void close() {
            decoding.close();
        }
    }
}
