package dev.figment.plugin.gpt.model;

import dev.figment.api.ScoredToken;
import dev.figment.api.Tensor;
import dev.figment.api.Tokenizer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A text that is being written: its tokens, which of them the decoder has read, and the pieces that have come out and were not
 * taken yet. Used under the lock of the {@link Batcher} that works on it.
 */
final class Generation {
    private final Choice choice;
    private final Limits limits;
    private final int prompt;
    private final int context;
    private final Tokenizer.StreamingDecoder decoded;
    private final StopText stop;
    private final Deque<String> pieces = new ArrayDeque<>();
    private final Deque<ScoredToken> scored = new ArrayDeque<>();
    /** How many likeliest tokens each one is scored with; less than 0 where tokens are not scored. */
    private final int alternatives;

    private int[] ids;
    private int count;
    /** The token at the cache's first position. */
    private int base;
    /** Tokens before this one are in the cache, from the base on. */
    private int read;

    private @Nullable Finish finish;
    private @Nullable RuntimeException failure;

    /**
     * @param prompt at least one token, at most as many as the context
     * @param alternatives how many likeliest tokens each one is scored with, and pieces are not kept; less than 0 where it is not
     */
    Generation(int[] prompt, int context, Tokenizer tokenizer, Choice choice, Limits limits, int alternatives) {
        this.alternatives = alternatives;
        this.choice = choice;
        this.limits = limits;
        this.prompt = prompt.length;
        this.context = context;
        this.decoded = tokenizer.streamingDecoder();
        this.stop = new StopText(limits.stop());
        this.ids = Arrays.copyOf(prompt, prompt.length + limits.maxTokens());
        this.count = prompt.length;
    }

    /** Positions of a cache that is never too short. */
    int capacity() {
        return (int) Math.min(context, (long) prompt + limits.maxTokens());
    }

    /** Tokens at the beginning that another sequence has, too, less the last one, which must be read. */
    int shared(int[] others, int from, int to) {
        int common = 0;
        while (common < count - 1 && from + common < to && ids[common] == others[from + common]) {
            common++;
        }
        return common;
    }

    /** The cache has the first tokens already. */
    void skip(int tokens) {
        read = tokens;
    }

    /** Tokens in the cache. */
    int cached() {
        return read - base;
    }

    /** Of which tokens the cache is: from {@link #base()} on. */
    int[] ids() {
        return ids;
    }

    int base() {
        return base;
    }

    int read() {
        return read;
    }

    /** The tokens that the decoder is to read next; the cache is then begun anew if it has no room for them. */
    int[] unread() {
        if (count - base > context) {
            base = count - Math.max(1, context / 2);
            read = base;
        }
        return Arrays.copyOfRange(ids, read, count);
    }

    /** Whether it is one token that is to be read next, and there is room for it. */
    boolean isOneUnread() {
        return count - read == 1 && count - base <= context;
    }

    /** Guesses of the tokens after the one that is unread, no more than there is room for. */
    int[] guesses(Continuations.Guesses guesses) {
        int most = Math.min(guesses.most(), limits.maxTokens() - (count - prompt) - 1);
        most = Math.min(most, context - (count - base));
        int[] guessed = most < 1 ? new int[0] : guesses.guesser().guess(ids, count, most);
        return Arrays.copyOf(guessed, Math.min(guessed.length, Math.max(0, most)));
    }

    /** The last token. */
    int last() {
        return ids[count - 1];
    }

    /** All tokens have been read: takes the next one. */
    void accept(Tensor logits, int row) {
        read = count;
        FloatBuffer all = logits.floats();
        int vocabulary = Math.toIntExact(logits.dim(-1));
        try {
            choose(all.slice(row * vocabulary, vocabulary));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void choose(FloatBuffer logits) {
        int made = count - prompt;
        Scoring scoring = alternatives < 0 ? null : Scoring.of(logits);
        int id = choice.choose(logits, history(), made, limits.maxTokens() - made);
        if (limits.ends().contains(id)) {
            finish(Finish.END_OF_TEXT);
            return;
        }
        ids[count++] = id;
        choice.accept(id);
        String text = decoded.accept(id);
        if (scoring != null) {
            scored.add(scoring.token(id, text, alternatives));
        }
        give(stop.accept(text));
        if (stop.isFound()) {
            finish(Finish.STOP);
        } else if (choice.isOver()) {
            finish(Finish.COMPLETE);
        } else if (made + 1 == limits.maxTokens()) {
            finish(Finish.MAX_TOKENS);
        } else if (limits.overflow() != Overflow.SLIDE && count - base > context) {
            finish(Finish.CONTEXT);
        }
    }

    private IntBuffer history() {
        return IntBuffer.wrap(ids, 0, count).asReadOnlyBuffer();
    }

    private void finish(Finish how) {
        if (how != Finish.STOP) {
            give(stop.accept(decoded.finish()));
        }
        give(stop.finish());
        finish = how;
    }

    private void give(String piece) {
        if (!piece.isEmpty() && alternatives < 0) {
            pieces.add(piece);
        }
    }

    /** It ends without a result. */
    void fail(RuntimeException e) {
        failure = e;
        finish = Finish.FAILED;
    }

    /** Nobody wants the rest. */
    void cancel() {
        if (finish == null) {
            finish = Finish.CANCELLED;
        }
        pieces.clear();
        scored.clear();
    }

    boolean isFinished() {
        return finish != null;
    }

    /** Whether there is something to take, or nothing more will come. */
    boolean isReady() {
        return !pieces.isEmpty() || !scored.isEmpty() || isFinished();
    }

    /**
     * The next piece; null at the end.
     *
     * @throws RuntimeException what it failed of
     */
    @Nullable
    String take() {
        if (pieces.isEmpty() && failure != null) {
            throw failure;
        }
        return pieces.poll();
    }

    /** As {@link #take}, of a generation whose tokens are scored. */
    @Nullable
    ScoredToken takeToken() {
        if (scored.isEmpty() && failure != null) {
            throw failure;
        }
        return scored.poll();
    }

    /** The new tokens. */
    int[] made() {
        return Arrays.copyOfRange(ids, prompt, count);
    }

    @Nullable
    Finish how() {
        return finish;
    }
}
