package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.nn.Noise;
import dev.figment.train.nn.NoiseInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The noise inputs of a step. What is large is made on another thread while the step before runs, in a second set of
 * tensors. One thread at a time, apart from {@link #close()}.
 */
final class NoiseTensors implements AutoCloseable {
    /** Numbers for which another thread pays: about 0.1 ms of work. */
    private static final long LARGE = 1 << 15;

    private final List<Source> sources;
    private final long batch;
    private final boolean large;
    private Map<String, Tensor> current;
    private Map<String, Tensor> spare;
    private @Nullable ExecutorService thread;
    private @Nullable Future<?> prepared;
    private long preparedFor;
    private boolean closed;

    /** One input: where its numbers come from. */
    private record Source(String path, Noise noise, Seed seed, long[] shape, long count) {}

    /**
     * @param batch samples a step
     * @param seed all noise comes from it and the sample's number
     */
    NoiseTensors(List<NoiseInput> inputs, long batch, Seed seed) {
        this.batch = batch;
        List<Source> all = new ArrayList<>();
        for (NoiseInput input : inputs) {
            long[] shape = input.value().shape().sizes();
            long count = input.value().shape().count().orElseThrow();
            all.add(new Source(input.path(), input.noise(), seed.child(input.path()), shape, count));
        }
        this.sources = List.copyOf(all);
        this.large = sources.stream().mapToLong(Source::count).sum() >= LARGE;
        this.current = allocate();
        this.spare = large ? allocate() : current;
    }

    private Map<String, Tensor> allocate() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        sources.forEach(source -> tensors.put(source.path, Tensor.allocate(ElementType.FLOAT32, source.shape)));
        return tensors;
    }

    /** The noise for the samples from this number on, by input; valid until the call after the next. */
    Map<String, Tensor> at(long firstSample) {
        boolean ready = await() && preparedFor == firstSample;
        if (ready) {
            Map<String, Tensor> swap = current;
            current = spare;
            spare = swap;
        } else {
            fill(current, firstSample);
        }
        return current;
    }

    /** The noise of several steps in new tensors, whose first axis counts the steps. */
    Map<String, Tensor> stacked(long firstSample, int steps) {
        Map<String, Tensor> stacked = new LinkedHashMap<>();
        for (Source source : sources) {
            long[] shape = new long[source.shape.length + 1];
            shape[0] = steps;
            System.arraycopy(source.shape, 0, shape, 1, source.shape.length);
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
            // The numbers of a step begin where those of the step before end.
            source.noise.fill(source.seed, first(source, firstSample), tensor.floats());
            stacked.put(source.path, tensor);
        }
        return stacked;
    }

    /** Begins to make the noise that will be asked for next, if that is much. */
    synchronized void prepare(long firstSample) {
        if (!large || closed) {
            return;
        }
        await();
        if (thread == null) {
            thread = Executors.newSingleThreadExecutor(NoiseTensors::daemon);
        }
        Map<String, Tensor> target = spare;
        prepared = thread.submit(() -> fill(target, firstSample));
        preparedFor = firstSample;
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "figment-noise");
        daemon.setDaemon(true);
        return daemon;
    }

    /** Waits for what is being made; whether there is something. */
    private boolean await() {
        if (prepared == null) {
            return false;
        }
        try {
            prepared.get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("noise could not be made", e.getCause());
        } finally {
            prepared = null;
        }
    }

    private void fill(Map<String, Tensor> tensors, long firstSample) {
        for (Source source : sources) {
            Tensor tensor = requireNonNull(tensors.get(source.path));
            source.noise.fill(source.seed, first(source, firstSample), tensor.floats());
        }
    }

    /** Which number of its seed an input begins with. */
    private long first(Source source, long firstSample) {
        boolean ofSamples = source.count % batch == 0;
        return ofSamples ? firstSample * (source.count / batch) : firstSample / batch * source.count;
    }

    /** Ends its thread after the work that it has; waits for nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.shutdown();
        }
    }
}
