package dev.figment.plugin.gpt.model;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/** What a decoder needs besides its cache. */
final class Feed {
    private final Decoder decoder;
    private Tensor ones = Tensor.allocate(ElementType.INT64, 0);

    Feed(Decoder decoder) {
        this.decoder = decoder;
    }

    /** For tokens of one sequence that follow some. */
    Map<String, Tensor> inputs(int[] ids, int before, int keep) {
        Tensor tokens = Tensor.allocate(ElementType.INT64, 1, ids.length);
        Tensor positions = Tensor.allocate(ElementType.INT64, 1, ids.length);
        for (int i = 0; i < ids.length; i++) {
            tokens.longs().put(i, ids[i]);
            positions.longs().put(i, before + i);
        }
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(DecoderFiles.IDS, tokens);
        inputs.put(DecoderFiles.MASK, mask(before + ids.length));
        if (decoder.takesPositions()) {
            inputs.put(DecoderFiles.POSITIONS, positions);
        }
        if (decoder.takesKeep()) {
            inputs.put(DecoderFiles.KEEP, decoder.keep(keep));
        }
        return inputs;
    }

    /** Counts all tokens of one sequence, [1, tokens]. */
    Tensor mask(int tokens) {
        if (ones.count() < tokens) {
            ones = Tensor.allocate(ElementType.INT64, Math.max(tokens, 2 * ones.count()));
            LongBuffer all = ones.longs();
            while (all.hasRemaining()) {
                all.put(1);
            }
        }
        return ones.rows(0, tokens).reshape(1, tokens);
    }

    /** Counts the tokens of several sequences, padded on the right, [sequences, longest]. */
    Tensor mask(int[] tokens) {
        int longest = 0;
        for (int count : tokens) {
            longest = Math.max(longest, count);
        }
        mask(longest);
        Tensor mask = Tensor.allocate(ElementType.INT64, tokens.length, longest);
        for (int i = 0; i < tokens.length; i++) {
            mask.longs().put(i * longest, ones.longs(), 0, tokens[i]);
        }
        return mask;
    }
}
