package dev.figment.cli;

import dev.figment.api.Images;
import dev.figment.core.image.Grid;
import dev.figment.core.image.Png;
import dev.figment.core.io.AtomicFile;
import dev.figment.train.loop.TrainObserver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training on stderr: a progress bar on a terminal, a line for each epoch everywhere. Writes the previews. */
final class TrainScreen implements TrainObserver, AutoCloseable {
    private static final Grid.Layout PREVIEW = new Grid.Layout(8, 2, 2, 2);

    private final PrintWriter err;
    private final boolean terminal = Terminal.isThere();
    private @Nullable ProgressBar bar;
    private long epochStart = System.nanoTime();
    private long epochStartStep;
    private long step;

    TrainScreen(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void started(long firstStep, long totalSteps, int stepsPerEpoch) {
        step = firstStep;
        epochStartStep = firstStep;
        epochStart = System.nanoTime();
        if (firstStep > 0) {
            line("going on after step " + firstStep + " of " + totalSteps);
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
        }
    }

    @Override
    public void stepped(long newStep, Map<String, Double> metrics) {
        step = newStep;
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(newStep);
            shown.setExtraMessage(words(metrics));
        }
    }

    @Override
    public void validated(long epoch, Map<String, Double> training, Map<String, Double> validation, boolean best) {
        double seconds = (System.nanoTime() - epochStart) * 1e-9;
        line("epoch " + epoch + "  train " + words(training) + "  validation " + words(validation)
                + (best ? "  best so far" : "") + "  " + Output.number((step - epochStartStep) / seconds) + " steps/s");
        epochStart = System.nanoTime();
        epochStartStep = step;
    }

    @Override
    public void preview(Path file, Images images) {
        Grid grid = new Grid(PREVIEW, file.toString());
        grid.add(images);
        try (AtomicFile target = AtomicFile.create(file)) {
            target.output().write(Png.encode(grid.draw()));
            target.commit();
        }
        line("preview " + Output.shown(file));
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

    private void line(String text) {
        if (terminal) {
            err.print("\r\033[K");
        }
        err.println(text);
        err.flush();
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
        }
    }
}
