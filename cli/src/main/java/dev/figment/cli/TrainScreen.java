package dev.figment.cli;

import dev.figment.train.loop.TrainObserver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training on stderr: a line for each epoch; meanwhile a progress bar with rate and time left on a terminal, and
 * elsewhere a line with them now and then.
 */
final class TrainScreen implements TrainObserver, AutoCloseable {
    private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(30);

    /** The bar draws itself about as often. */
    private static final long NANOS_BETWEEN_MESSAGES = TimeUnit.MILLISECONDS.toNanos(250);

    private final PrintWriter err;
    private final boolean resume;
    private final boolean terminal = Terminal.isThere();
    private @Nullable ProgressBar bar;
    private Pace pace = new Pace(0, 0, System.nanoTime());
    private long lastLine = System.nanoTime();
    private long step;
    private long shownAt;
    private String newestPreview = "";

    /**
     * @param resume whether the user asked to go on with a run
     */
    TrainScreen(PrintWriter err, boolean resume) {
        this.err = err;
        this.resume = resume;
    }

    @Override
    public void started(long firstStep, long totalSteps, int stepsPerEpoch) {
        step = firstStep;
        pace = new Pace(firstStep, totalSteps, System.nanoTime());
        if (firstStep > 0) {
            line("going on after step " + firstStep + " of " + totalSteps);
        } else if (resume) {
            line("there is no checkpoint to go on from: beginning at the first step");
        }
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax(totalSteps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" steps", 1)
                    .showSpeed()
                    .startsFrom(firstStep, Duration.ZERO)
                    .build();
            // JLine, with which the bar measures the terminal, has just put the system's own handlers in their place.
            Interruption.watch();
        }
    }

    @Override
    public void stepped(long newStep, Map<String, Double> metrics) {
        step = newStep;
        ProgressBar shown = bar;
        long now = System.nanoTime();
        if (shown != null) {
            shown.stepTo(newStep);
            if (now - shownAt >= NANOS_BETWEEN_MESSAGES) {
                shownAt = now;
                shown.setExtraMessage("  " + words(metrics) + newestPreview);
            }
        } else if (now - lastLine >= NANOS_BETWEEN_LINES) {
            line("step " + step + " of " + pace.totalSteps() + "  " + words(metrics) + "  " + pace.words(step, now));
        }
    }

    @Override
    public void validated(long epoch, Map<String, Double> training, Map<String, Double> validation, boolean best) {
        line("epoch " + epoch + "  train " + words(training) + "  validation " + words(validation)
                + (best ? "  best so far" : "") + "  " + pace.words(step, System.nanoTime()));
    }

    /** Says, from any thread, that the run was asked to stop. */
    void stopping() {
        line("stopping after this step; once more to end at once, without saving");
    }

    @Override
    public void previewed(List<Path> files) {
        newestPreview = "  " + Output.shown(files.get(files.size() - 1));
        line("preview " + files.stream().map(Output::shown).collect(Collectors.joining(", ")));
    }

    @Override
    public void warned(String what) {
        line(what);
    }

    @Override
    public void saved(Path checkpoint) {
        if (!terminal) {
            return;
        }
        line("saved " + Output.shown(checkpoint));
    }

    private static String words(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Output.number(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private synchronized void line(String text) {
        if (terminal) {
            err.print("\r\033[K");
        }
        err.println(text);
        err.flush();
        lastLine = System.nanoTime();
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
        }
    }
}
