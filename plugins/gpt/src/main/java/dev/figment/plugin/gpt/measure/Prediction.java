package dev.figment.plugin.gpt.measure;

import dev.figment.api.Tokenizer;
import dev.figment.plugin.gpt.model.Decoder;
import dev.figment.plugin.gpt.model.Likelihood;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How well a decoder predicts texts, each token from those before it. One thread at a time. */
public final class Prediction {
    private final Tokenizer tokenizer;
    private final Likelihood likelihood;
    private final double last;
    private double nats;
    private long tokens;
    private long bytes;

    /**
     * @param context tokens that are read at once
     * @param stride tokens that are predicted in one reading
     * @param last the share of each text, at its end, that is predicted
     */
    public Prediction(Decoder decoder, Tokenizer tokenizer, int context, int stride, double last) {
        this.tokenizer = tokenizer;
        this.likelihood = new Likelihood(decoder, context, stride);
        this.last = last;
    }

    /** A text more; one of a single token says nothing. */
    public void add(String text) {
        int[] ids = tokenizer.encode(text);
        int from = Math.max(1, (int) (ids.length - Math.round(last * ids.length)));
        if (from < ids.length) {
            nats += likelihood.nats(ids, from);
            tokens += ids.length - from;
            int[] measured = Arrays.copyOfRange(ids, from, ids.length);
            bytes += tokenizer.decode(measured).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** Tokens that were predicted. */
    public long tokens() {
        return tokens;
    }

    /** The mean negative log-likelihood of a token. */
    public double natsPerToken() {
        return nats / tokens;
    }

    /** The negative log-likelihood in bits for a byte of UTF-8, which does not depend on the vocabulary. */
    public double bitsPerByte() {
        return nats / Math.log(2) / bytes;
    }
}
