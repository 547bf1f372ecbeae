package dev.figment.core.data;

import dev.figment.core.image.Picture;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Samples of one or several pictures each, decoded when they are asked for and, as far as memory allows, kept as 8 bits a
 * value: an epoch then copies where the first one decoded.
 */
final class Decoded {
    /** Below this many samples, starting threads takes longer than decoding. */
    private static final int WORTH_THREADS = 16;

    private final IntFunction<List<Picture>> decode;
    private final Memory memory;
    private final AtomicReferenceArray<byte[]> kept;

    /**
     * @param decode a sample's pictures, of the same shape for each sample; called by several threads
     */
    Decoded(int size, IntFunction<List<Picture>> decode, Memory memory) {
        this.decode = decode;
        this.memory = memory;
        this.kept = new AtomicReferenceArray<>(memory.keeping() ? size : 0);
    }

    /** Where the values of a sample go, one buffer for each of its pictures. */
    interface Targets {
        List<FloatBuffer> of(int position);
    }

    void read(int[] indices, Targets targets) {
        // While a training step has the processor, decoding must not take all of it: the loader's threads are enough.
        boolean parallel = !memory.keeping() && indices.length >= WORTH_THREADS;
        IntStream positions = IntStream.range(0, indices.length);
        (parallel ? positions.parallel() : positions).forEach(i -> read(indices[i], targets.of(i)));
    }

    private void read(int index, List<FloatBuffer> targets) {
        if (!memory.keeping()) {
            List<Picture> pictures = decode.apply(index);
            for (int i = 0; i < pictures.size(); i++) {
                pictures.get(i).copyTo(targets.get(i));
            }
            return;
        }
        byte[] levels = kept.get(index);
        if (levels == null) {
            levels = levels(decode.apply(index));
            if (memory.take(levels.length)) {
                kept.set(index, levels);
            }
        }
        int from = 0;
        for (FloatBuffer target : targets) {
            int count = target.remaining();
            Levels.put(levels, from, count, target);
            from += count;
        }
    }

    private static byte[] levels(List<Picture> pictures) {
        if (pictures.size() == 1) {
            return pictures.get(0).levels();
        }
        List<byte[]> each = pictures.stream().map(Picture::levels).toList();
        byte[] all = new byte[each.stream().mapToInt(levels -> levels.length).sum()];
        int at = 0;
        for (byte[] levels : each) {
            System.arraycopy(levels, 0, all, at, levels.length);
            at += levels.length;
        }
        return all;
    }
}
