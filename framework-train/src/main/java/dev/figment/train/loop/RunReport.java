package dev.figment.train.loop;

import static java.util.Objects.requireNonNull;

import dev.figment.train.loop.RunLog.Split;
import dev.figment.train.loop.Timings.Kind;
import dev.figment.train.report.Report;
import dev.figment.train.report.Report.Chart;
import dev.figment.train.report.Report.Figure;
import dev.figment.train.report.Report.Mark;
import dev.figment.train.report.Report.Point;
import dev.figment.train.report.Report.Role;
import dev.figment.train.report.Report.Sample;
import dev.figment.train.report.Report.Series;
import dev.figment.train.report.Report.Tone;
import dev.figment.train.report.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what a run's folder and this process know into a {@link Report}. */
final class RunReport {
    /** Sounds of one preview that are shown; each makes the page larger by its file. */
    private static final int MOST_FILES = 4;

    private final Setting<?> setting;
    private final RunFolder folder;
    private final Progress progress;
    private final Timings timings;
    private final long firstStep;

    /**
     * @param firstStep steps done before this process
     */
    RunReport(Setting<?> setting, RunFolder folder, Progress progress, Timings timings, long firstStep) {
        this.setting = setting;
        this.folder = folder;
        this.progress = progress;
        this.timings = timings;
        this.firstStep = firstStep;
    }

    /**
     * The report.
     *
     * @param state in a word or two
     * @param note a sentence to add to the summary; may be empty
     * @param model validation metrics of the exported weights; empty where none were
     */
    Report of(String state, Tone tone, String note, Map<String, Double> model) throws IOException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Map<String, String> validated = new LinkedHashMap<>();
        model.forEach((name, value) -> validated.put(name, value.toString()));
        tables.put("Model, on the validation samples", validated);
        tables.put("Config", setting.origin().config());
        tables.put("Data", data());
        tables.put("Time", times());
        tables.put("Environment", environment());
        return new Report(
                setting.config().name(),
                state,
                tone,
                summary(note),
                figures(),
                charts(History.read(folder.metrics())),
                samples(),
                tables);
    }

    private String summary(String note) {
        String text = "Step " + Words.count(progress.step()) + " of " + Words.count(setting.totalSteps()) + ", on "
                + Words.count(setting.train().size()) + " samples of "
                + setting.train().name() + ".";
        return note.isEmpty() ? text : text + " " + note;
    }

    private List<Figure> figures() {
        Best best = setting.config().best();
        long done = progress.step() - firstStep;
        double training = timings.seconds(Kind.STEPS) + timings.seconds(Kind.WAITING);
        List<Figure> figures = new ArrayList<>();
        if (progress.bestStep() > 0) {
            figures.add(new Figure(
                    (best.mode() == Best.Mode.MIN ? "Lowest " : "Highest ") + best.metric(),
                    Words.number(progress.best()),
                    "step " + Words.count(progress.bestStep()) + ", epoch "
                            + progress.bestStep() / setting.stepsPerEpoch()));
        }
        figures.add(new Figure(
                "Epochs",
                Words.brief(progress.step() / (double) setting.stepsPerEpoch()),
                "of " + setting.config().epochs()));
        if (done > 0) {
            figures.add(new Figure(
                    "Steps a second",
                    Words.brief(done / training),
                    Words.count(done * setting.config().batch() / training) + " samples a second"));
            figures.add(new Figure(
                    "Waiting for data",
                    Words.brief(100 * timings.seconds(Kind.WAITING) / training) + " %",
                    "of a step's time"));
        }
        figures.add(new Figure(
                "Time",
                Words.time(timings.seconds()),
                firstStep > 0 ? "since it was resumed at step " + firstStep : ""));
        return figures;
    }

    private List<Chart> charts(History history) {
        List<Chart> charts = new ArrayList<>();
        history.metrics().forEach((name, splits) -> {
            boolean validated = splits.containsKey(Split.VALIDATION);
            List<Series> series = new ArrayList<>();
            splits.forEach((split, points) -> series.add(validated ? series(split, points) : other(name, points)));
            boolean marked = progress.bestStep() > 0
                    && name.equals(setting.config().best().metric());
            charts.add(new Chart(name, series, marked ? new Mark(progress.bestStep(), "best") : null));
        });
        return charts;
    }

    private static Series series(Split split, List<Point> points) {
        return switch (split) {
            case STEP -> new Series("single batches", Role.BATCHES, points);
            case TRAIN -> new Series("training", Role.TRAINING, points);
            case VALIDATION -> new Series("validation", Role.VALIDATION, points);
        };
    }

    private static Series other(String name, List<Point> points) {
        return new Series(name, Role.OTHER, points);
    }

    /** Of each preview the first, one in the middle, and the last. */
    private Map<String, List<Sample>> samples() throws IOException {
        Map<String, List<Sample>> groups = new LinkedHashMap<>();
        for (Map.Entry<String, NavigableMap<Long, List<Previews.Entry>>> group :
                folder.previews().upTo(progress.step()).entrySet()) {
            List<Long> steps = List.copyOf(group.getValue().keySet());
            TreeSet<Long> shown =
                    new TreeSet<>(List.of(steps.get(0), steps.get(steps.size() / 2), steps.get(steps.size() - 1)));
            List<Sample> samples = new ArrayList<>();
            for (long step : shown) {
                for (Previews.Entry entry : requireNonNull(group.getValue().get(step)).stream()
                        .limit(MOST_FILES)
                        .toList()) {
                    String number = entry.number() == 0 ? "" : ", " + entry.number();
                    samples.add(new Sample(
                            "step " + Words.count(step) + number, entry.medium().mediaType(), entry.read()));
                }
            }
            groups.put(group.getKey(), samples);
        }
        return groups;
    }

    private Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("training", setting.train().name() + ", " + setting.train().size() + " samples");
        data.put(
                "validation",
                setting.validation().name() + ", " + setting.validation().size() + " samples");
        new TreeMap<>(setting.origin().data()).forEach((name, digest) -> data.put(name + " digest", digest));
        return data;
    }

    private Map<String, String> times() {
        Map<String, String> times = new LinkedHashMap<>();
        double rest = timings.seconds();
        for (Kind kind : Kind.values()) {
            times.put(kind.words(), Words.time(timings.seconds(kind)));
            rest -= timings.seconds(kind);
        }
        times.put("all else", Words.time(Math.max(0, rest)));
        return times;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("Figment", setting.origin().version());
        environment.put("device", setting.config().device().toString());
        environment.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        environment.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return environment;
    }
}
