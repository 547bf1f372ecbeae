package dev.figment.core.download;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does the same for several files at once. */
final class Parallel {
    private Parallel() {}

    /** What is done for one. */
    @FunctionalInterface
    interface Work {
        void on(Wanted wanted) throws DownloadException, InterruptedException;
    }

    /** Ends when all is done, or, after the first failure, when the others have been stopped. */
    static void run(int threads, List<Wanted> all, Work work) throws DownloadException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, all.size()), task -> {
            Thread thread = new Thread(task, "download");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Wanted> done = new ExecutorCompletionService<>(pool);
            for (Wanted wanted : all) {
                done.submit(() -> {
                    work.on(wanted);
                    return wanted;
                });
            }
            for (int i = 0; i < all.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            rethrow(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Throwable failure) throws DownloadException, InterruptedException {
        if (failure instanceof DownloadException known) {
            throw known;
        }
        if (failure instanceof InterruptedException known) {
            throw known;
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure instanceof Error known) {
            throw known;
        }
        throw new IllegalStateException(failure);
    }
}
