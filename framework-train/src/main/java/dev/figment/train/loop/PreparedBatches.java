package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.data.BatchLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What the next steps need, prepared by a thread beside the step that is under way. One thread takes from it. */
final class PreparedBatches<T extends Batch> implements AutoCloseable {
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
    private final Queue<Future<Map<String, Tensor>>> ahead = new ArrayDeque<>();
    private long nextStep;

    /**
     * @param batches from the first step on
     * @param firstStep counts from 0
     * @param most steps that are executed at once
     */
    PreparedBatches(Training<T> training, BatchLoader<T> batches, Seed seed, int batchSize, long firstStep, int most) {
        this.training = training;
        this.batches = batches;
        this.seed = seed;
        this.batchSize = batchSize;
        this.nextStep = firstStep;
        // Those that are ready, and one that is being made.
        for (int i = 0; i < most + 1; i++) {
            submit();
        }
    }

    private void submit() {
        Position at = new Position(seed, nextStep++ * batchSize);
        ahead.add(preparer.submit(() -> training.prepare(batches.next(), at)));
    }

    /**
     * What each of the next steps needs. They are fewer where one could not be read or prepared, which is the first of the
     * next call then.
     *
     * @throws RuntimeException whatever reading or preparing the first one threw
     */
    List<Map<String, Tensor>> next(int count) {
        List<Map<String, Tensor>> taken = new ArrayList<>();
        while (taken.size() < count) {
            try {
                taken.add(await(ahead.element()));
            } catch (RuntimeException e) {
                if (taken.isEmpty()) {
                    throw e;
                }
                return taken;
            }
            ahead.remove();
            submit();
        }
        return taken;
    }

    private static Map<String, Tensor> await(Future<Map<String, Tensor>> prepared) {
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
        }
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
