package dev.figment.plugin.gpt.model;

import dev.figment.api.Tensor;
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
        float[] row = new float[decoder.vocabularySize()];
        for (int at = Math.max(1, from); at < ids.length; at += stride) {
            int end = Math.min(at + stride, ids.length);
            int begin = Math.max(0, end - 1 - context);
            Tensor logits = decoder.logits(Arrays.copyOfRange(ids, begin, end - 1), end - at);
            for (int target = at; target < end; target++) {
                logits.floats().get((target - at) * row.length, row);
                nats -= logProbability(row, ids[target]);
            }
        }
        return nats;
    }

    private static double logProbability(float[] logits, int id) {
        return logits[id] - logSum(logits);
    }

    /** log Σ exp of logits: what makes them log-probabilities, taken away from each. */
    static double logSum(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum);
    }
}
