package dev.figment.cli;

import java.io.PrintStream;
import java.util.function.LongConsumer;

/** Counts samples on stderr while a pipeline runs for more than a moment; only where a person is looking. */
final class SampleCount implements LongConsumer, AutoCloseable {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long EVERY_NANOS = 500_000_000L;

    private final PrintStream err;
    private final boolean terminal = Terminal.isThere();
    private final long start = System.nanoTime();
    private long next = start + FIRST_NANOS;
    private boolean shown;

    SampleCount(PrintStream err) {
        this.err = err;
    }

    @Override
    public void accept(long samples) {
        long now = System.nanoTime();
        if (terminal && now > next) {
            next = now + EVERY_NANOS;
            shown = true;
            err.printf("\r%,d samples, %,.0f a second ", samples, samples / ((now - start) * 1e-9));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
