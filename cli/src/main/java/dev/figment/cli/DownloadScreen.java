package dev.figment.cli;

import dev.figment.core.download.DownloadListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows downloads on stderr: on a terminal one progress bar, with rate and time left, for all files that come together; and
 * elsewhere a line where each begins and ends, and now and then between.
 */
final class DownloadScreen implements DownloadListener {
    private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(30);
    private static final long KILO = 1000;

    /** A smaller file is here before anybody has read a bar. */
    private static final long WORTH_A_BAR = 500 * KILO;

    private final PrintWriter err;
    private final boolean terminal;
    private final Map<String, Progress> files = new LinkedHashMap<>();
    private @Nullable ProgressBar bar;
    private long lastLine = System.nanoTime();

    /** Of one file; the total is -1 where the server does not say it. */
    private record Progress(long bytes, long total) {}

    DownloadScreen(PrintWriter err) {
        this(err, Terminal.isThere());
    }

    DownloadScreen(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void begins(String file, String address) {
        if (!terminal && !files.containsKey(file)) {
            line("downloading " + file + " from " + address);
        }
        files.putIfAbsent(file, new Progress(0, -1));
    }

    @Override
    public synchronized void received(String file, long bytes, long total) {
        files.put(file, new Progress(bytes, total));
        if (terminal && bar == null && total >= 0 && total < WORTH_A_BAR) {
            files.remove(file);
        } else if (terminal) {
            show();
        } else if (bytes == total) {
            files.remove(file);
            line("downloaded " + file + ", " + ZooCards.size(bytes));
        } else if (System.nanoTime() - lastLine >= NANOS_BETWEEN_LINES) {
            line("downloading " + file + ", " + ZooCards.size(bytes)
                    + (total < 0 ? "" : " of " + ZooCards.size(total)));
        }
    }

    @Override
    public synchronized void waits(String file, Duration time, String why) {
        line(String.format(Locale.ROOT, "trying %s again in %.1f s: %s", file, time.toMillis() / (double) KILO, why));
    }

    private void show() {
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName("download")
                    .setInitialMax(1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" kB", KILO)
                    .showSpeed()
                    .build();
            bar = shown;
            // JLine, with which the bar measures the terminal, has just put the system's own handlers in their place.
            Interruption.watch();
        }
        long bytes = files.values().stream().mapToLong(Progress::bytes).sum();
        long total = files.values().stream()
                .mapToLong(file -> Math.max(file.bytes(), file.total()))
                .sum();
        shown.maxHint(total);
        shown.stepTo(bytes);
        if (files.values().stream().allMatch(file -> file.bytes() == file.total())) {
            shown.close();
            bar = null;
            files.clear();
        }
    }

    private void line(String text) {
        if (terminal) {
            err.print("\r\033[K");
        }
        err.println(text);
        err.flush();
        lastLine = System.nanoTime();
    }
}
