package dev.figment.benchmarks;

import java.util.concurrent.CountDownLatch;

/** How fast memory is read: sums of numbers that are too many for the caches. */
final class Bandwidth {
    private static final int COUNT = 64 << 20;
    private static final int BLOCK = 1 << 16;

    private final int[][] parts;
    private double sum;

    /**
     * @param threads that read, each a part
     */
    Bandwidth(int threads) {
        parts = new int[threads][COUNT / threads];
    }

    /** Bytes a second. */
    double measure() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(parts.length);
        double[] sums = new double[parts.length * 64];
        long start = System.nanoTime();
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            new Thread(() -> {
                        sums[part * 64] = sum(parts[part]);
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        double seconds = (System.nanoTime() - start) * 1e-9;
        sum += sums[0];
        return (double) COUNT * Integer.BYTES / seconds;
    }

    private static long sum(int[] values) {
        long all = 0;
        for (int from = 0; from < values.length; from += BLOCK) {
            all += sum(values, from);
        }
        return all;
    }

    /** Integers, since of these the compiler adds many at a time. */
    private static int sum(int[] values, int from) {
        int sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            sum += values[i];
        }
        return sum;
    }
}
