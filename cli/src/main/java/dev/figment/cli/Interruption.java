package dev.figment.cli;

import dev.figment.core.io.AtomicFile;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * What a request to end the process does: Ctrl-C, {@code kill}, a terminal that closes. While one of these is open, the
 * first request calls its action, so that the thread at work can save and end; any other ends the process at once.
 *
 * <p>This is no shutdown hook: those run beside ONNX Runtime's own, which takes the environment away under a model that
 * is running, and the process aborts.
 */
final class Interruption implements AutoCloseable {
    /** A process that a signal ended exits with this and the signal's number, by convention. */
    private static final int BY_SIGNAL = 128;

    private static final AtomicReference<@Nullable Interruption> OPEN = new AtomicReference<>();

    private final Runnable action;
    private volatile int exitCode;

    private Interruption(Runnable action) {
        this.action = action;
    }

    /** Watches for requests from now on, also where somebody else had begun to. */
    static void watch() {
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> received(BY_SIGNAL + signal.getNumber()));
            } catch (IllegalArgumentException e) {
                // Windows has no HUP, and -Xrs keeps them all from Java.
                LoggerFactory.getLogger(Interruption.class).debug("no handler for {}: {}", name, e.getMessage());
            }
        }
    }

    /** The action is called on another thread. */
    static Interruption calls(Runnable action) {
        Interruption interruption = new Interruption(action);
        OPEN.set(interruption);
        return interruption;
    }

    private static void received(int exitCode) {
        Interruption open = OPEN.getAndSet(null);
        if (open == null) {
            AtomicFile.discardUnfinished();
            Runtime.getRuntime().halt(exitCode);
            return;
        }
        open.exitCode = exitCode;
        open.action.run();
    }

    /** What the process is to exit with after the action was called: 130 after Ctrl-C. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        OPEN.compareAndSet(this, null);
    }
}
