package dev.figment.plugin.gpt.train;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.Tokens;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.LongBuffer;

/**
 * Texts as one sequence of token ids, in windows of two contexts and a token. Each window begins a context after the one before it, so that a {@link RandomContext} of it
 * may begin anywhere, and none that is held out shares a target with one that is not.
 */
final class TokenWindows implements Dataset<Tokens> {
    private final Dataset<Text> source;
    private final TokenFile tokens;
    private final int context;

    /**
     * @param source the texts that these tokens are of
     * @throws FigmentException if they do not fill a window, or are too many
     */
    TokenWindows(Dataset<Text> source, TokenFile tokens, int context) {
        this.source = source;
        this.tokens = tokens;
        this.context = context;
        if (tokens.count() < 2L * context + 1) {
            throw FigmentException.user(Problem.of(
                            "too-little-text",
                            source.name(),
                            "it has " + tokens.count() + " tokens, and a sample needs " + (2 * context + 1)
                                    + " (two contexts and a token)")
                    .fix("take more text, or give the recipe a smaller 'context'"));
        }
        if ((tokens.count() - 1) / context > Integer.MAX_VALUE) {
            throw FigmentException.user(Problem.of(
                            "too-much-text",
                            source.name(),
                            "its " + tokens.count() + " tokens are more than " + Integer.MAX_VALUE + " samples")
                    .fix("give the recipe a larger 'context'"));
        }
    }

    /** Bytes of UTF-8 in a token, on average. */
    double bytesPerToken() {
        return (double) tokens.bytes() / tokens.count();
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return (int) ((tokens.count() - 1) / context - 1);
    }

    /** Ids [samples, 2 · context + 1]. */
    @Override
    public Tokens read(int[] indices) {
        int length = 2 * context + 1;
        Tensor windows = Tensor.allocate(ElementType.INT64, indices.length, length);
        long[] lengths = new long[indices.length];
        LongBuffer to = windows.longs();
        for (int i = 0; i < indices.length; i++) {
            tokens.read((long) indices[i] * context, length, to);
            lengths[i] = length;
        }
        return new Tokens(windows, Tensor.ofLongs(lengths, indices.length));
    }

    @Override
    public String digest() {
        return source.digest();
    }
}
