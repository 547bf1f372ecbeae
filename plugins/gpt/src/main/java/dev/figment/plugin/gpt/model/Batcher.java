package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes several texts at once, a token of each in one run of the decoder (continuous batching: Yu et al. 2022, "Orca", section
 * 3.1). It has no thread of its own: whoever waits for a text works on all of them, and others that wait find theirs done. A
 * text that begins as one in the cache does takes that beginning from there. Safe for use by several threads.
 */
final class Batcher {
    /** Shorter beginnings are read anew, which costs as much as copying them. */
    private static final int LEAST_SHARED = 16;

    private final Decoder decoder;
    private final int parallel;
    private final Continuations.@Nullable Guesses guesses;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Deque<Generation> waiting = new ArrayDeque<>();
    /** The i-th one has the i-th slot. */
    private final List<Generation> active = new ArrayList<>();
    /** The tokens in each slot, also of texts that are finished. */
    private final List<Held> held = new ArrayList<>();

    private @Nullable Slots slots;

    /** Takes what comes next of a text; null at its end. */
    interface Taking<T> {
        @Nullable
        T of(Generation generation);
    }

    /** Tokens of which a slot has keys and values. */
    private record Held(int[] ids, int from, int to) {
        static final Held NOTHING = new Held(new int[0], 0, 0);

        static Held of(Generation generation) {
            return new Held(generation.ids(), generation.base(), generation.read());
        }
    }

    /**
     * @param parallel most texts at once; others wait
     * @param guesses made for a text that is written alone; none where it is null
     */
    Batcher(Decoder decoder, int parallel, Continuations.@Nullable Guesses guesses) {
        this.decoder = decoder;
        this.parallel = parallel;
        this.guesses = guesses;
    }

    /** Begins a text; {@link #next} works on it. */
    void submit(Generation generation) {
        turn.lock();
        try {
            waiting.add(generation);
        } finally {
            turn.unlock();
        }
    }

    /**
     * The next piece of a text, or null at its end.
     *
     * @throws RuntimeException if the text failed
     */
    @Nullable
    String next(Generation generation) {
        return next(generation, Generation::take);
    }

    /** As {@link #next(Generation)}, of what is taken of a text. */
    <T> @Nullable T next(Generation generation, Taking<T> taking) {
        turn.lock();
        try {
            while (!generation.isReady()) {
                round();
            }
            return taking.of(generation);
        } finally {
            turn.unlock();
        }
    }

    /** Ends a text before its end. */
    void cancel(Generation generation) {
        turn.lock();
        try {
            generation.cancel();
            waiting.remove(generation);
            removeFinished();
        } finally {
            turn.unlock();
        }
    }

    /** One further token for each text at least. */
    private void round() {
        try {
            while (active.size() < parallel && !waiting.isEmpty()) {
                admit(waiting.remove());
            }
            removeFinished();
            for (int slot = 0; slot < active.size(); slot++) {
                if (!active.get(slot).isOneUnread()) {
                    read(slot);
                }
            }
            removeFinished();
            if (!active.isEmpty()) {
                step();
                removeFinished();
            }
        } catch (RuntimeException e) {
            active.forEach(generation -> generation.fail(e));
            active.clear();
            held.replaceAll(any -> Held.NOTHING);
        }
    }

    /** All that is unread of one text. */
    private void read(int slot) {
        Generation generation = active.get(slot);
        int[] unread = generation.unread();
        generation.accept(slots(1, 0).read(slot, unread, generation.cached(), 1), 0);
    }

    /** The token that is unread and guesses of those after it; takes what is chosen after each, as long as it was guessed. */
    private void check(Generation generation, int[] guessed) {
        int[] ids = new int[guessed.length + 1];
        ids[0] = generation.last();
        System.arraycopy(guessed, 0, ids, 1, guessed.length);
        Tensor logits = slots(1, 0).read(0, ids, generation.cached(), ids.length);
        for (int i = 0; i < ids.length; i++) {
            generation.accept(logits, i);
            if (generation.isFinished() || i == guessed.length || generation.last() != guessed[i]) {
                return;
            }
        }
    }

    private void step() {
        if (active.size() == 1 && guesses != null && active.get(0).isOneUnread()) {
            int[] guessed = active.get(0).guesses(guesses);
            if (guessed.length > 0) {
                check(active.get(0), guessed);
                return;
            }
        }
        int[] ids = new int[active.size()];
        int[] before = new int[active.size()];
        for (int slot = 0; slot < ids.length; slot++) {
            Generation generation = active.get(slot);
            if (!generation.isOneUnread()) { // The context is full; the next round begins a new cache.
                return;
            }
            ids[slot] = generation.unread()[0];
            before[slot] = generation.cached();
        }
        Tensor logits = slots(1, 0).step(ids, before);
        for (int slot = 0; slot < ids.length; slot++) {
            active.get(slot).accept(logits, slot);
        }
    }

    /** Gives it the next slot, with what it shares with another one, and reads the rest of its prompt. */
    private void admit(Generation generation) {
        int slot = active.size();
        active.add(generation);
        Slots all = slots(slot + 1, generation.capacity());
        int best = slot;
        int longest = 0;
        for (int other = 0; other < held.size(); other++) {
            Held there = other < slot ? Held.of(active.get(other)) : held.get(other);
            int shared = generation.shared(there.ids, there.from, there.to);
            if (shared > longest) {
                best = other;
                longest = shared;
            }
        }
        if (longest >= LEAST_SHARED) {
            all.copy(best, slot, longest);
            generation.skip(longest);
        }
        read(slot);
    }

    /** Finished texts leave their slot to the last one. */
    private void removeFinished() {
        for (int slot = active.size() - 1; slot >= 0; slot--) {
            Generation generation = active.get(slot);
            held.set(slot, Held.of(generation));
            if (generation.isFinished()) {
                int last = active.size() - 1;
                if (slot < last) {
                    Generation moved = active.get(last);
                    slots(1, 0).copy(last, slot, moved.cached());
                    active.set(slot, moved);
                    held.set(slot, Held.of(moved));
                }
                active.remove(last);
            }
        }
    }

    /** At least so many of them, of at least such a length. */
    private Slots slots(int count, int capacity) {
        Slots all = slots;
        if (all == null) {
            all = decoder.slots(count, capacity);
        } else if (count > all.count() || capacity > all.capacity()) {
            int more = count > all.count() ? Math.min(parallel, Math.max(count, 2 * all.count())) : all.count();
            all.grow(more, Math.max(capacity, all.capacity()));
        }
        slots = all;
        while (held.size() < all.count()) {
            held.add(Held.NOTHING);
        }
        return all;
    }
}
