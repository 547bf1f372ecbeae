package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Training batches, all of one size, read by a thread beside the step. Which samples a step gets depends on the seed and
 * the step's number alone, so that it can begin at any step. What does not fill a batch at an epoch's end is left out;
 * the next epoch shuffles anew. One thread takes batches.
 */
public final class BatchLoader<T extends Batch> implements AutoCloseable {
    /** Batches read ahead. */
    private static final int AHEAD = 3;

    private final Dataset<T> data;
    private final int batchSize;
    private final Seed seed;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "batch-loader");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Future<T>> ahead = new ArrayBlockingQueue<>(AHEAD);
    private long nextStep;
    private long shuffledEpoch = -1;
    private int[] order = {};

    /**
     * @param firstStep counts from 0
     * @throws IllegalArgumentException if the data does not fill one batch
     */
    public BatchLoader(Dataset<T> data, int batchSize, Seed seed, long firstStep) {
        if (data.size() < batchSize) {
            throw new IllegalArgumentException(
                    data.name() + " has " + data.size() + " samples, fewer than a batch of " + batchSize);
        }
        this.data = data;
        this.batchSize = batchSize;
        this.seed = seed;
        this.nextStep = firstStep;
        while (ahead.remainingCapacity() > 0) {
            submit();
        }
    }

    /** Steps in one epoch. */
    public static int stepsPerEpoch(int samples, int batchSize) {
        return samples / batchSize;
    }

    /**
     * The next step's batch.
     *
     * @throws RuntimeException whatever reading it threw
     */
    public T next() {
        Future<T> batch = ahead.remove();
        submit();
        try {
            return batch.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
    }

    private void submit() {
        long step = nextStep++;
        ahead.add(reader.submit(() -> data.read(indices(step))));
    }

    /** Runs on the reader's thread only. */
    private int[] indices(long step) {
        int perEpoch = stepsPerEpoch(data.size(), batchSize);
        long epoch = step / perEpoch;
        if (epoch != shuffledEpoch) {
            order = Permutation.of(data.size(), seed.at(epoch));
            shuffledEpoch = epoch;
        }
        int from = (int) (step % perEpoch) * batchSize;
        return Arrays.copyOfRange(order, from, from + batchSize);
    }

    /** Ends its thread after the read that is under way, which is not interrupted: that would close the data's channels. */
    @Override
    public void close() {
        reader.shutdown();
        ahead.forEach(batch -> batch.cancel(false));
    }
}
