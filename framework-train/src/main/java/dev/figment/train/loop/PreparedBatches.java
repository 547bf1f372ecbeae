package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.data.BatchLoader;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What the next steps need, prepared by a thread beside the step that is under way. One thread takes from it. */
final class PreparedBatches<T extends Batch> implements AutoCloseable {
    /** One that is ready, and one that is being made. */
    private static final int AHEAD = 2;

    /** A read from a slow disk may be under way; it is a daemon thread's, so that it holds up no process for longer. */
    private static final long SECONDS_TO_END = 10;

    private final Training<T> training;
    private final BatchLoader<T> batches;
    private final Seed seed;
    private final int batchSize;
    private final ExecutorService preparer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "batch-preparer");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Future<Map<String, Tensor>>> ahead = new ArrayDeque<>(AHEAD);
    private long nextStep;
    private long waitedNanos;

    /**
     * @param batches from the first step on
     * @param firstStep counts from 0
     */
    PreparedBatches(Training<T> training, BatchLoader<T> batches, Seed seed, int batchSize, long firstStep) {
        this.training = training;
        this.batches = batches;
        this.seed = seed;
        this.batchSize = batchSize;
        this.nextStep = firstStep;
        for (int i = 0; i < AHEAD; i++) {
            submit();
        }
    }

    private void submit() {
        Position at = new Position(seed, nextStep++ * batchSize);
        ahead.add(preparer.submit(() -> training.prepare(batches.next(), at)));
    }

    /**
     * What the next step needs.
     *
     * @throws RuntimeException whatever reading or preparing it threw
     */
    Map<String, Tensor> next() {
        Future<Map<String, Tensor>> prepared = ahead.remove();
        submit();
        long start = System.nanoTime();
        try {
            return prepared.get();
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
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    /** How long the steps waited for what they need. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** Ends its thread before the loader's: what it takes from there is not to be taken away. */
    @Override
    public void close() {
        ahead.forEach(prepared -> prepared.cancel(false));
        preparer.shutdown();
        try {
            preparer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
