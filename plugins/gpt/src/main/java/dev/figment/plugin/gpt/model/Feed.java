package dev.figment.plugin.gpt.model;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.HashMap;
import java.util.Map;

/** What a decoder needs besides its cache, for one sequence. */
final class Feed {
    private final Tensor ones;
    private final boolean takesPositions;

    Feed(int capacity, boolean takesPositions) {
        this.ones = Tensor.allocate(ElementType.INT64, capacity);
        this.takesPositions = takesPositions;
        for (int i = 0; i < capacity; i++) {
            ones.longs().put(i, 1);
        }
    }

    /** The mask for so many tokens, [1, tokens]. */
    Tensor mask(int tokens) {
        return ones.rows(0, tokens).reshape(1, tokens);
    }

    /** For tokens that follow some. */
    Map<String, Tensor> inputs(int[] ids, int before) {
        Tensor tokens = Tensor.allocate(ElementType.INT64, 1, ids.length);
        Tensor positions = Tensor.allocate(ElementType.INT64, 1, ids.length);
        for (int i = 0; i < ids.length; i++) {
            tokens.longs().put(i, ids[i]);
            positions.longs().put(i, before + i);
        }
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(DecoderFiles.IDS, tokens);
        inputs.put(DecoderFiles.MASK, mask(before + ids.length));
        if (takesPositions) {
            inputs.put(DecoderFiles.POSITIONS, positions);
        }
        return inputs;
    }
}
