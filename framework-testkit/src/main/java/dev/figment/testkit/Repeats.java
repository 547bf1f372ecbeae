package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls a function of batches again and again, and compares what it gives. */
record Repeats<I extends Batch, O extends Batch>(Medium<I> takes, Medium<O> gives, Function<I, O> function) {
    private static final int THREADS = 4;
    private static final int ROUNDS = 10;

    /** Fails if a second call gives something else than the first, or changes what the first one gave. */
    void requireSameResults(I batch) {
        Samples<I> inputs = new Samples<>(takes);
        Samples<O> results = new Samples<>(gives);
        O first = function.apply(inputs.requireDifferent(batch));
        O kept = results.copy(first);
        results.requireEqual("the second call", function.apply(inputs.copy(batch)), kept, 0);
        assertThat(function.apply(inputs.rows(batch, 1, batch.size()))).isNotNull();
        results.requireEqual("the first result after a call with other samples", first, kept, 0);
    }

    void requireUntouchedInput(I batch) {
        Samples<I> inputs = new Samples<>(takes);
        I before = inputs.copy(batch);
        assertThat(function.apply(batch)).isNotNull();
        inputs.requireEqual("the input after the call", batch, before, 0);
    }

    /** Fails if a call among others, on several threads, gives something else than a call on its own. */
    void requireSameResultsOnThreads(I batch) {
        List<I> pieces = new Samples<>(takes).cut(batch, 1);
        List<O> alone = pieces.stream().map(function).toList();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int offset = thread;
            tasks.add(() -> {
                start.await();
                for (int round = 0; round < ROUNDS; round++) {
                    int i = (round + offset) % pieces.size();
                    new Samples<>(gives)
                            .requireEqual(
                                    "sample " + i + " among calls", function.apply(pieces.get(i)), alone.get(i), 0);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a call among others on several threads failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
