package dev.figment.train.imported;

/** Numbers of 16 bits: IEEE 754 binary16, and bfloat16, which is the upper half of a float. */
final class Halves {
    private static final int FLOAT_MANTISSA = 23;
    private static final int HALF_MANTISSA = 10;
    private static final int MANTISSA_SHIFT = FLOAT_MANTISSA - HALF_MANTISSA;
    private static final float SMALLEST_SUBNORMAL = 0x1p-24f;
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    /** Half of the last place beyond the largest half, 65504: from here on a number rounds to infinity. */
    private static final float OVERFLOW = 65520;

    private Halves() {}

    static float fromHalf(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> HALF_MANTISSA) & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = mantissa * SMALLEST_SUBNORMAL;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << FLOAT_MANTISSA | mantissa << MANTISSA_SHIFT);
    }

    /** The nearest half, to even where two are as near. */
    static short toHalf(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = (bits >> 16) & 0x8000;
        float magnitude = Math.abs(number);
        if (Float.isNaN(number)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= OVERFLOW) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(magnitude / SMALLEST_SUBNORMAL));
        }
        int rebased = (bits & 0x7fffffff) - ((127 - 15) << FLOAT_MANTISSA);
        return (short) (sign | roundShifted(rebased, MANTISSA_SHIFT));
    }

    static float fromBrain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest bfloat16, to even where two are as near. */
    static short toBrain(float number) {
        int bits = Float.floatToRawIntBits(number);
        if (Float.isNaN(number)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits >>> 16 & 0x8000) | roundShifted(bits & 0x7fffffff, 16));
    }

    private static int roundShifted(int bits, int shift) {
        int below = (1 << (shift - 1)) - 1;
        return (bits + below + (bits >> shift & 1)) >> shift;
    }
}
