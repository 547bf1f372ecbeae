package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Training batches, all of one size, read and augmented by a few threads beside the step. Which samples a step gets, and
 * what augmentation makes of them, depends on the seed and the step's number alone, so that it can begin at any step.
 * What does not fill a batch at an epoch's end is left out; the next epoch shuffles anew. One thread takes batches.
 */
public final class BatchLoader<T extends Batch> implements AutoCloseable {
    /** Batches read ahead besides those that are being read. */
    private static final int AHEAD = 2;

    /** More would not be needed by any step that is worth a graphics card, and fewer cores are the step's own. */
    private static final int MOST_THREADS = 4;

    private final Dataset<T> data;
    private final Epochs epochs;
    private final ExecutorService readers;
    private final Queue<Future<T>> ahead = new ArrayDeque<>();
    private long nextStep;

    /**
     * @param firstStep counts from 0
     * @throws IllegalArgumentException if the data does not fill one batch
     */
    public BatchLoader(Dataset<T> data, int batchSize, Seed seed, long firstStep) {
        this(data, batchSize, seed, firstStep, threads(Runtime.getRuntime().availableProcessors()));
    }

    BatchLoader(Dataset<T> data, int batchSize, Seed seed, long firstStep, int threads) {
        if (data.size() < batchSize) {
            throw new IllegalArgumentException(
                    data.name() + " has " + data.size() + " samples, fewer than a batch of " + batchSize);
        }
        this.data = data;
        this.epochs = new Epochs(data.size(), batchSize, seed);
        this.nextStep = firstStep;
        this.readers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "batch-loader");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < AHEAD + threads; i++) {
            submit();
        }
    }

    /** A quarter of the cores: what a step does not leave idle on a CPU, it would have to wait for. */
    static int threads(int cores) {
        return Math.min(MOST_THREADS, Math.max(1, cores / 4));
    }

    /** Steps in one epoch. */
    public static int stepsPerEpoch(int samples, int batchSize) {
        return samples / batchSize;
    }

    /**
     * The next step's batch.
     *
     * @throws RuntimeException whatever reading it threw: a FigmentException that names the file, for instance
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
        ahead.add(readers.submit(() -> read(step)));
    }

    private T read(long step) {
        int[] indices = epochs.indices(step);
        return data instanceof Augmented<T> augmented
                ? augmented.read(indices, epochs.augmentation(step))
                : data.read(indices);
    }

    /** Ends its threads after the reads under way, which are not interrupted: that would close the data's channels. */
    @Override
    public void close() {
        readers.shutdown();
        ahead.forEach(batch -> batch.cancel(false));
    }
}
