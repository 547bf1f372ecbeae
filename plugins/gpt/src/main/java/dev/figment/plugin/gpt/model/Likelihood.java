package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** How likely a decoder finds the tokens of a text, each after those before it. Safe for use by several threads. */
public final class Likelihood {
    private final Decoder decoder;
    private final int context;
    private final int stride;

    /**
     * @param context tokens that are read at once
     * @param stride tokens that are predicted in one reading, each from at least {@code context - stride} before it
     */
    public Likelihood(Decoder decoder, int context, int stride) {
        if (context > decoder.context() || stride < 1 || stride > context) {
            throw new IllegalArgumentException(
                    "a stride of " + stride + " and a context of " + context + " of " + decoder.context());
        }
        this.decoder = decoder;
        this.context = context;
        this.stride = stride;
    }

    /**
     * The negative log-likelihood of the tokens from an index on, in nats.
     *
     * @param from at least 1, since the first token follows none
     */
    public double nats(int[] ids, int from) {
        double nats = 0;
        for (int at = Math.max(1, from); at < ids.length; at += stride) {
            int end = Math.min(at + stride, ids.length);
            int begin = Math.max(0, end - 1 - context);
            Tensor logits = decoder.logits(Arrays.copyOfRange(ids, begin, end - 1));
            for (int target = at; target < end; target++) {
                nats -= logProbability(logits, target - 1 - begin, ids[target]);
            }
        }
        return nats;
    }

    private double logProbability(Tensor logits, int row, int id) {
        int vocabulary = decoder.vocabularySize();
        FloatBuffer all = logits.floats();
        int from = row * vocabulary;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < vocabulary; i++) {
            largest = Math.max(largest, all.get(from + i));
        }
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += Math.exp(all.get(from + i) - largest);
        }
        return all.get(from + id) - largest - Math.log(sum);
    }
}
