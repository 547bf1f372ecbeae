package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Guesses what a smaller decoder of the same vocabulary finds likeliest. */
final class DraftGuesser implements Guesser {
    private final Decoder draft;
    private @Nullable Slots slots;
    /** What the draft has read. */
    private int[] read = {};

    DraftGuesser(Decoder draft) {
        this.draft = draft;
    }

    @Override
    public int[] guess(int[] ids, int count, int most) {
        int room = draft.context() - count;
        int guesses = Math.min(most, room);
        if (guesses < 1) {
            return new int[0];
        }
        Slots own = slots(count + guesses);
        int[] text = Arrays.copyOf(ids, count);
        int mismatch = Arrays.mismatch(read, text);
        int same = Math.min(mismatch < 0 ? count : mismatch, count - 1);
        int[] guessed = new int[guesses];
        Tensor logits = own.read(0, Arrays.copyOfRange(text, same, count), same, 1);
        for (int i = 0; i < guesses; i++) {
            guessed[i] = likeliest(logits.floats());
            if (i < guesses - 1) {
                logits = own.step(new int[] {guessed[i]}, new int[] {count + i});
            }
        }
        read = Arrays.copyOf(text, count + guesses - 1);
        System.arraycopy(guessed, 0, read, count, guesses - 1);
        return guessed;
    }

    private Slots slots(int capacity) {
        Slots own = slots;
        if (own == null) {
            own = draft.slots(1, capacity);
        } else if (capacity > own.capacity()) {
            own.grow(1, Math.min(draft.context(), Math.max(capacity, 2 * own.capacity())));
        }
        slots = own;
        return own;
    }

    private static int likeliest(FloatBuffer logits) {
        int best = 0;
        for (int id = 1; id < logits.limit(); id++) {
            best = logits.get(id) > logits.get(best) ? id : best;
        }
        return best;
    }
}
