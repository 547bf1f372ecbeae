package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;

/**
 * The keys and values of several sequences, each in a slot of its own, and the runs of a {@link Decoder} that read tokens into
 * them. One thread at a time.
 */
interface Slots extends AutoCloseable {
    /** Slots that there are. */
    int count();

    /** Most tokens of a sequence. */
    int capacity();

    /**
     * Makes room for more and longer sequences; what the slots hold stays.
     *
     * @param count at least {@link #count()}
     * @param capacity at least {@link #capacity()}
     */
    void grow(int count, int capacity);

    /**
     * Reads tokens into one slot, after the first tokens of it; what stood behind those is forgotten.
     *
     * @param ids at least one
     * @param before tokens that the slot holds and that stay
     * @param keep of how many of the last tokens logits are wanted
     * @return FLOAT32 [1, keep, vocabulary], valid until the next call; it may be overwritten
     */
    Tensor read(int slot, int[] ids, int before, int keep);

    /**
     * Reads one token into each of the first slots.
     *
     * @param ids one for each of these slots
     * @param before tokens that each of them holds
     * @return FLOAT32 [ids, 1, vocabulary], valid until the next call; it may be overwritten
     */
    Tensor step(int[] ids, int[] before);

    /** Copies the first positions of one slot into another one, whose content is lost. */
    void copy(int from, int to, int positions);

    @Override
    void close();
}
