package dev.figment.plugin.gpt.train;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.Tokens;
import dev.figment.train.data.Augmentation;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A context and the token after it, out of a window of two contexts and a token: one that begins anywhere while training, the
 * last one otherwise.
 *
 * @param context tokens
 */
record RandomContext(int context) implements Augmentation<Tokens> {
    @Override
    public Tokens random(Tokens batch, IntFunction<Seed> seeds) {
        return cut(batch, i -> (int) seeds.apply(i).below(0, context + 1L));
    }

    @Override
    public Tokens plain(Tokens batch) {
        return cut(batch, i -> context);
    }

    private Tokens cut(Tokens batch, IntUnaryOperator start) {
        int count = batch.size();
        int whole = (int) batch.ids().dim(1);
        LongBuffer from = batch.ids().longs();
        Tensor ids = Tensor.allocate(ElementType.INT64, count, context + 1L);
        for (int i = 0; i < count; i++) {
            ids.longs().put(i * (context + 1), from, i * whole + start.applyAsInt(i), context + 1);
        }
        long[] lengths = new long[count];
        Arrays.fill(lengths, context + 1L);
        return new Tokens(ids, Tensor.ofLongs(lengths, count));
    }
}
