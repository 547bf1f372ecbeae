package dev.figment.train.imported;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * A matrix whose rows are cut into blocks of numbers with a scale each: a number is scale · (q − zero), q from 0 to 2^bits − 1 and
 * zero in the middle of them (as com.microsoft.MatMulNBits has it).
 *
 * @param values q of each number, row by row; of 4 bits two in a byte, the first in its lower half. A row's last block is filled
 *     with zeros
 * @param scales one for each block, row by row
 */
record QuantizedMatrix(byte[] values, float[] scales) {
    /** Shares of a block's largest magnitude that are tried as what the largest q stands for. */
    private static final float[] SHARES = {1, 0.96f, 0.92f, 0.88f, 0.84f, 0.8f, 0.75f, 0.7f};

    /**
     * Of a matrix, the scale of each block chosen so that the squared errors are least.
     *
     * @param transposed whether the numbers are those of the matrix's columns, one after the other
     * @param bits 4 or 8
     * @param block numbers in a block
     */
    static QuantizedMatrix of(FloatBuffer matrix, int rows, int columns, boolean transposed, int bits, int block) {
        int blocks = (columns + block - 1) / block;
        int bytes = block * bits / 8;
        byte[] values = new byte[Math.multiplyExact(rows, blocks * bytes)];
        float[] scales = new float[rows * blocks];
        IntStream.range(0, rows).parallel().forEach(row -> {
            float[] numbers = new float[block];
            for (int b = 0; b < blocks; b++) {
                int count = Math.min(block, columns - b * block);
                for (int i = 0; i < block; i++) {
                    int column = b * block + i;
                    int index = transposed ? column * rows + row : row * columns + column;
                    numbers[i] = i < count ? matrix.get(index) : 0;
                }
                float scale = scale(numbers, bits);
                scales[row * blocks + b] = scale;
                write(numbers, scale, bits, values, (row * blocks + b) * bytes);
            }
        });
        return new QuantizedMatrix(values, scales);
    }

    private static float scale(float[] numbers, int bits) {
        float extreme = 0;
        for (float number : numbers) {
            extreme = Math.abs(number) > Math.abs(extreme) ? number : extreme;
        }
        // The lowest q is further from zero than the highest one, so the extreme number gets that.
        float whole = -extreme / (1 << (bits - 1));
        float best = whole;
        double least = Double.POSITIVE_INFINITY;
        for (float share : SHARES) {
            double error = 0;
            for (float number : numbers) {
                double difference = number - value(number, whole * share, bits) * (double) (whole * share);
                error += difference * difference;
            }
            if (error < least) {
                least = error;
                best = whole * share;
            }
        }
        return best;
    }

    /** q − zero of a number. */
    private static int value(float number, float scale, int bits) {
        int zero = 1 << (bits - 1);
        return scale == 0 ? 0 : Math.max(-zero, Math.min(zero - 1, Math.round(number / scale)));
    }

    private static void write(float[] numbers, float scale, int bits, byte[] to, int at) {
        int zero = 1 << (bits - 1);
        for (int i = 0; i < numbers.length; i++) {
            int q = value(numbers[i], scale, bits) + zero;
            if (bits == 8) {
                to[at + i] = (byte) q;
            } else {
                to[at + i / 2] |= (byte) (q << (i % 2 * 4));
            }
        }
    }
}
