package dev.figment.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A dense array in a direct buffer of native byte order, row-major. It is a plain garbage-collected value: there is
 * nothing to close, and ONNX Runtime reads and writes the buffer in place.
 *
 * <p>A tensor is treated as immutable once it has been handed to somebody else; whoever allocated it may write its
 * buffer before that. One tensor holds at most 2 GiB.
 */
public final class Tensor {
    private final ElementType type;
    private final long[] shape;
    private final ByteBuffer data;

    private Tensor(ElementType type, long[] shape, ByteBuffer data) {
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * A new tensor of zeros.
     *
     * @throws IllegalArgumentException if a dimension is negative or the tensor exceeds 2 GiB
     */
    public static Tensor allocate(ElementType type, long... shape) {
        int bytes = byteSize(type, shape);
        DirectMemory.taken(bytes);
        return new Tensor(type, shape.clone(), ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
    }

    /**
     * A tensor over an existing direct buffer, from its position to its limit, without a copy.
     *
     * @throws IllegalArgumentException if the buffer is not direct or its size is not that of the shape
     */
    public static Tensor wrap(ElementType type, ByteBuffer buffer, long... shape) {
        int bytes = byteSize(type, shape);
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a tensor needs a direct buffer");
        }
        if (buffer.remaining() != bytes) {
            throw new IllegalArgumentException("buffer of " + buffer.remaining() + " bytes for " + type + " "
                    + Arrays.toString(shape) + ", which needs " + bytes);
        }
        return new Tensor(type, shape.clone(), buffer.slice().order(ByteOrder.nativeOrder()));
    }

    /** A FLOAT32 tensor with a copy of these values. */
    public static Tensor ofFloats(float[] values, long... shape) {
        Tensor tensor = allocate(ElementType.FLOAT32, shape);
        requireCount(tensor, values.length);
        tensor.floats().put(values);
        return tensor;
    }

    /** An INT64 tensor with a copy of these values. */
    public static Tensor ofLongs(long[] values, long... shape) {
        Tensor tensor = allocate(ElementType.INT64, shape);
        requireCount(tensor, values.length);
        tensor.longs().put(values);
        return tensor;
    }

    /** A FLOAT32 tensor of rank 0. */
    public static Tensor scalar(float value) {
        return ofFloats(new float[] {value});
    }

    public ElementType type() {
        return type;
    }

    /** A copy of the dimensions, outermost first. */
    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** The size of one axis; negative axes count from the last. */
    public long dim(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    /** Number of elements. */
    public int count() {
        return data.capacity() / type.bytes();
    }

    /** A view of all bytes, native order, position 0; it shares this tensor's memory. */
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.nativeOrder());
    }

    /**
     * A view of all elements, position 0; it shares this tensor's memory.
     *
     * @throws IllegalStateException if the element type is not FLOAT32
     */
    public FloatBuffer floats() {
        requireType(ElementType.FLOAT32);
        return bytes().asFloatBuffer();
    }

    /** As {@link #floats()}, for INT64. */
    public LongBuffer longs() {
        requireType(ElementType.INT64);
        return bytes().asLongBuffer();
    }

    /** As {@link #floats()}, for INT32. */
    public IntBuffer ints() {
        requireType(ElementType.INT32);
        return bytes().asIntBuffer();
    }

    /** A copy of all elements of a FLOAT32 tensor. */
    public float[] toFloatArray() {
        float[] values = new float[count()];
        floats().get(values);
        return values;
    }

    /** A copy of a FLOAT32 tensor as an array for each entry of its first axis. */
    public float[][] toFloatRows() {
        FloatBuffer values = floats();
        float[][] rows = new float[Math.toIntExact(dim(0))][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[values.capacity() / rows.length];
            values.get(rows[i]);
        }
        return rows;
    }

    /** A copy of all elements of an INT64 tensor. */
    public long[] toLongArray() {
        long[] values = new long[count()];
        longs().get(values);
        return values;
    }

    /** The same memory seen with another shape of as many elements. */
    public Tensor reshape(long... newShape) {
        return wrap(type, bytes(), newShape);
    }

    /**
     * Rows {@code from} (inclusive) to {@code to} (exclusive) along the first axis; it shares this tensor's memory.
     *
     * @throws IndexOutOfBoundsException if the range is not within the first axis
     */
    public Tensor rows(long from, long to) {
        if (rank() == 0 || from < 0 || to < from || to > shape[0]) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + to + " of " + Arrays.toString(shape));
        }
        int rowBytes = shape[0] == 0 ? 0 : (int) (data.capacity() / shape[0]);
        long[] newShape = shape.clone();
        newShape[0] = to - from;
        return wrap(type, bytes().position((int) from * rowBytes).limit((int) to * rowBytes), newShape);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }

    private void requireType(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("tensor is " + type + ", asked for as " + wanted);
        }
    }

    private static void requireCount(Tensor tensor, int count) {
        if (tensor.count() != count) {
            throw new IllegalArgumentException(count + " values for " + tensor);
        }
    }

    private static int byteSize(ElementType type, long[] shape) {
        long bytes = type.bytes();
        for (long dim : shape) {
            if (dim < 0) {
                throw new IllegalArgumentException("negative dimension in " + Arrays.toString(shape));
            }
            bytes = Math.multiplyExact(bytes, dim);
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(type + Arrays.toString(shape) + " exceeds 2 GiB");
        }
        return (int) bytes;
    }
}
