package dev.figment.plugin.gpt.model;

import java.nio.FloatBuffer;

/** One sequence that a {@link Decoder} reads token by token. One thread at a time. */
public interface Decoding extends AutoCloseable {
    /**
     * Reads further tokens.
     *
     * @param ids at least one; with those before, at most {@link #capacity()}
     * @return the logits of the token that follows the last one; they may be overwritten, and are valid until the next call
     */
    FloatBuffer accept(int... ids);

    /** Tokens read. */
    int length();

    /** Most tokens that can be read. */
    int capacity();

    @Override
    void close();
}
