package dev.figment.core.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;

/**
 * Calls the code of one plugin while it is loaded and stopped: for a limited time, and on threads in a group of its own. So
 * code that does not come back keeps nobody waiting, and threads that it leaves behind are found.
 */
final class PluginGuard {
    /** How long threads that were asked to end may take. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ThreadGroup group;
    private final Duration limit;

    /**
     * @param limit how long one call may take
     */
    PluginGuard(String plugin, Duration limit) {
        this.group = new ThreadGroup("plugin-" + plugin);
        this.limit = limit;
    }

    /**
     * Calls it.
     *
     * @param what what to call it in messages: {@code start()}
     * @param loader the plugin's class loader, which is the thread's own while it runs
     * @throws PluginRuntimeException if it does not end in time
     * @throws Throwable what the code throws
     */
    <T extends @Nullable Object> T call(String what, ClassLoader loader, Callable<T> code) throws Throwable {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = new Thread(group, task, group.getName());
        // Neither it nor what it starts keeps the process from ending, unless the plugin asks for that.
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            String place = place(thread);
            thread.interrupt();
            throw new PluginRuntimeException("its {} does not end within {}{}", what, seconds(), place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginRuntimeException(e, "its {} was interrupted", what);
        }
    }

    private String seconds() {
        return limit.toMillis() / 1000.0 + " s";
    }

    /** Where a thread is, as far as it is in code that is not the JDK's. */
    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !"java.base".equals(frame.getModuleName()))
                .filter(frame -> !frame.getClassName().startsWith("dev.figment.core."))
                .findFirst()
                .map(frame -> "; it is in " + frame.getClassName() + "." + frame.getMethodName()
                        + (frame.getLineNumber() > 0 ? ", line " + frame.getLineNumber() : ""))
                .orElse("");
    }

    /**
     * Asks the threads that are left to end.
     *
     * @return the names of those that go on all the same, sorted
     */
    List<String> end() {
        Thread[] threads = new Thread[2 * group.activeCount() + 16];
        List<Thread> left = new ArrayList<>(Arrays.asList(threads).subList(0, group.enumerate(threads, true)));
        left.forEach(Thread::interrupt);
        long end = System.nanoTime() + (limit.compareTo(GRACE) < 0 ? limit : GRACE).toNanos();
        for (Thread thread : left) {
            try {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis > 0) {
                    thread.join(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return left.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
