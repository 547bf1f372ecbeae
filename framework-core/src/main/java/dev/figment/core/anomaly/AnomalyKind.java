package dev.figment.core.anomaly;

import dev.figment.api.Seed;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What may happen to a channel in the last rows of a window; most are of Goswami et al. 2023, section 4.2. */
enum AnomalyKind {
    /** One value, the last one, is too high or too low. */
    SPIKE {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            values[values.length - 1] += (float) amount;
        }
    },
    /** All values are too high or too low. */
    SHIFT {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            for (int i = from; i < values.length; i++) {
                values[i] += (float) amount;
            }
        }
    },
    /** Values leave what is usual at an even pace. */
    DRIFT {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            for (int i = from; i < values.length; i++) {
                values[i] += (float) (amount * (i - from + 1) / (values.length - from));
            }
        }
    },
    /** Values scatter. */
    NOISE {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            FloatBuffer noise = FloatBuffer.allocate(values.length - from);
            seed.fillNormal(noise);
            for (int i = from; i < values.length; i++) {
                values[i] += (float) (amount / 2 * noise.get(i - from));
            }
        }
    },
    /** What goes up and down does so more. */
    CONTRAST {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            double mean = 0;
            for (int i = from; i < values.length; i++) {
                mean += values[i] / (values.length - from);
            }
            for (int i = from; i < values.length; i++) {
                values[i] += (float) ((values[i] - mean) * Math.abs(amount) / deviation);
            }
        }
    },
    /** The first of the values stays. */
    STANDSTILL {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            Arrays.fill(values, from, values.length, values[from]);
        }
    },
    /** Values come in reversed order. */
    REVERSED {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            for (int i = from, j = values.length - 1; i < j; i++, j--) {
                float value = values[i];
                values[i] = values[j];
                values[j] = value;
            }
        }
    },
    /** Twice as many rows, as far as the window reaches, pass in the time of these. */
    FASTER {
        @Override
        void alter(float[] values, int from, double amount, double deviation, Seed seed) {
            int rows = values.length - from;
            int first = Math.max(0, values.length - 2 * rows);
            float[] before = values.clone();
            for (int i = 0; i < rows - 1; i++) {
                values[from + i] = before[first + (int) ((long) i * (values.length - 1 - first) / (rows - 1))];
            }
        }
    };

    /**
     * Changes values.
     *
     * @param values of one channel, of all rows of a window
     * @param from the first row to change
     * @param amount of the change, greater or less than 0, in the unit of the values
     * @param deviation the channel's standard deviation, greater than 0
     */
    abstract void alter(float[] values, int from, double amount, double deviation, Seed seed);
}
