package dev.figment.plugin.gpt.train;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.Tokenizer;
import dev.figment.api.Tokens;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Texts as one sequence of token ids, each text followed by the token that ends texts where the vocabulary has one, in windows
 * of two contexts and a token. Each window begins a context after the one before it, so that a {@link RandomContext} of it
 * may begin anywhere, and none that is held out shares a target with one that is not.
 */
final class TokenWindows implements Dataset<Tokens> {
    private final Dataset<Text> source;
    private final int context;
    private final int[] ids;
    private final long bytes;

    private TokenWindows(Dataset<Text> source, int context, int[] ids, long bytes) {
        this.source = source;
        this.context = context;
        this.ids = ids;
        this.bytes = bytes;
    }

    /**
     * Encodes all texts.
     *
     * @param endOfText the token that follows each text, if there is one
     * @throws FigmentException if they do not fill a window
     */
    static TokenWindows of(Dataset<Text> source, Tokenizer tokenizer, OptionalInt endOfText, int context) {
        int[] ids = new int[1 << 16];
        int count = 0;
        long bytes = 0;
        for (int i = 0; i < source.size(); i++) {
            String text = source.read(new int[] {i}).texts().get(0);
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
            int[] encoded = tokenizer.encode(text);
            while (ids.length < count + encoded.length + 1) {
                ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + encoded.length + 1));
            }
            System.arraycopy(encoded, 0, ids, count, encoded.length);
            count += encoded.length;
            if (endOfText.isPresent()) {
                ids[count++] = endOfText.getAsInt();
            }
        }
        if (count < 2 * context + 1) {
            throw FigmentException.user(Problem.of(
                            "too-little-text",
                            source.name(),
                            "it has " + count + " tokens, and a sample needs " + (2 * context + 1)
                                    + " (two contexts and a token)")
                    .fix("take more text, or give the recipe a smaller 'context'"));
        }
        return new TokenWindows(source, context, Arrays.copyOf(ids, count), bytes);
    }

    /** Bytes of UTF-8 in a token, on average. */
    double bytesPerToken() {
        return (double) bytes / ids.length;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return (ids.length - 1) / context - 1;
    }

    /** Ids [samples, 2 · context + 1]. */
    @Override
    public Tokens read(int[] indices) {
        int length = 2 * context + 1;
        Tensor windows = Tensor.allocate(ElementType.INT64, indices.length, length);
        long[] lengths = new long[indices.length];
        LongBuffer to = windows.longs();
        for (int i = 0; i < indices.length; i++) {
            int from = indices[i] * context;
            for (int at = from; at < from + length; at++) {
                to.put(ids[at]);
            }
            lengths[i] = length;
        }
        return new Tokens(windows, Tensor.ofLongs(lengths, indices.length));
    }

    @Override
    public String digest() {
        return source.digest();
    }
}
