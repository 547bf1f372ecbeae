package dev.figment.train.step;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Shape;
import java.nio.ByteBuffer;
import java.util.Map;

/** A vector of FLOAT32 in memory that begins at a multiple of 64 bytes, and views of its parts. */
record FlatVector(Tensor whole) {
    private static final int ALIGNMENT = 64;

    /** Of zeros. */
    static FlatVector allocate(long length) {
        long bytes = length * ElementType.FLOAT32.bytes();
        if (bytes > Integer.MAX_VALUE - ALIGNMENT) {
            throw new IllegalArgumentException("the parameters of one optimizer take " + bytes
                    + " bytes, which exceeds 2 GiB; let several optimizers share them");
        }
        ByteBuffer aligned = ByteBuffer.allocateDirect((int) bytes + ALIGNMENT).alignedSlice(ALIGNMENT);
        return new FlatVector(Tensor.wrap(ElementType.FLOAT32, aligned.limit((int) bytes), length));
    }

    Tensor view(long offset, Shape shape) {
        return whole.rows(offset, offset + shape.count().orElseThrow()).reshape(shape.sizes());
    }

    /** Adds the views of all parameters and of all segments, each name with this in front. */
    void addViews(String prefix, FlatLayout layout, Map<String, Tensor> views) {
        for (Segment segment : layout.segments()) {
            views.put(prefix + segment.name(), view(segment.offset(), segment.shape()));
            segment.slices().forEach(slice -> views.put(prefix + slice.path(), view(slice.offset(), slice.shape())));
        }
    }
}
