package dev.figment.api;

/** The element types of a {@link Tensor}; names are those of the ONNX standard. */
public enum ElementType {
    FLOAT32(4),
    FLOAT16(2),
    FLOAT64(8),
    INT64(8),
    INT32(4),
    UINT8(1),
    INT8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }
}
