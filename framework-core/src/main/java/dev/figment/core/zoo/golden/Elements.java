package dev.figment.core.zoo.golden;

import dev.figment.api.Tensor;
import java.nio.ByteBuffer;

/** The elements of a tensor of any type as numbers; whole numbers are exact up to 2⁵³. */
final class Elements {
    private static final int FRACTION = 0x3FF;
    private static final int EXPONENT = 0x1F;

    private final Tensor tensor;
    private final ByteBuffer bytes;

    Elements(Tensor tensor) {
        this.tensor = tensor;
        this.bytes = tensor.bytes();
    }

    double at(int index) {
        int place = index * tensor.type().bytes();
        return switch (tensor.type()) {
            case FLOAT32 -> bytes.getFloat(place);
            case FLOAT16 -> half(bytes.getShort(place));
            case FLOAT64 -> bytes.getDouble(place);
            case INT64 -> bytes.getLong(place);
            case INT32 -> bytes.getInt(place);
            case INT8 -> bytes.get(place);
            case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(place));
        };
    }

    /** The absolute difference; infinite where one alone is no finite number. */
    static double difference(double one, double other) {
        if (Double.compare(one, other) == 0) {
            return 0;
        }
        return Double.isFinite(one) && Double.isFinite(other) ? Math.abs(one - other) : Double.POSITIVE_INFINITY;
    }

    /** Of IEEE 754's binary16; Java has it from version 20 on. */
    private static double half(short bits) {
        int exponent = bits >> 10 & EXPONENT;
        int fraction = bits & FRACTION;
        double size;
        if (exponent == EXPONENT) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            size = exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024 + fraction, exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
