package dev.figment.train.loop;

import dev.figment.train.tensorboard.EventFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** What a run tells as it goes: {@code metrics.jsonl}, and {@code tensorboard/} with a folder for each split. */
final class RunLog implements AutoCloseable {
    private final Path events;
    private final MetricsLog metrics;
    private final EventFile steps;
    private final EventFile train;
    private final EventFile validation;

    private RunLog(Path events, MetricsLog metrics, EventFile steps, EventFile train, EventFile validation) {
        this.events = events;
        this.metrics = metrics;
        this.steps = steps;
        this.train = train;
        this.validation = validation;
    }

    /** Opens them to append; what they have of steps after this one, which a resumed run does again, is dropped first. */
    static RunLog open(RunFolder folder, long step) {
        Clock clock = Clock.systemUTC();
        Path events = folder.events();
        try {
            EventFile steps = EventFile.open(events.resolve(Split.STEP.text()), step, clock);
            EventFile train = EventFile.open(events.resolve(Split.TRAIN.text()), step, clock);
            EventFile validation = EventFile.open(events.resolve(Split.VALIDATION.text()), step, clock);
            return new RunLog(events, MetricsLog.open(folder.metrics(), step), steps, train, validation);
        } catch (IOException e) {
            throw RunFolderProblems.writing(events, e);
        }
    }

    /** What was measured on which samples. */
    enum Split {
        /** One batch, while it was trained on. */
        STEP,
        /** An epoch's training samples, each when it was trained on. */
        TRAIN,
        VALIDATION;

        String text() {
            return switch (this) {
                case STEP -> "step";
                case TRAIN -> "train";
                case VALIDATION -> "validation";
            };
        }
    }

    void write(long step, double epoch, Split split, Map<String, Double> values) {
        metrics.write(step, epoch, split.text(), values);
        try {
            eventsOf(split).scalars(step, values);
        } catch (IOException e) {
            throw RunFolderProblems.writing(events, e);
        }
    }

    private EventFile eventsOf(Split split) {
        return switch (split) {
            case STEP -> steps;
            case TRAIN -> train;
            case VALIDATION -> validation;
        };
    }

    /** What validation samples, or nothing at all, were made into. */
    void preview(Previews.Entry entry, byte[] content) {
        String tag = entry.number() == 0 ? entry.name() : entry.name() + "/" + entry.number();
        try {
            switch (entry.medium()) {
                case PNG -> validation.image(entry.step(), tag, content);
                case WAV -> validation.audio(entry.step(), tag, content);
                case TEXT -> validation.text(entry.step(), tag, new String(content, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw RunFolderProblems.writing(events, e);
        }
    }

    @Override
    public void close() {
        try (metrics) {
            steps.close();
            train.close();
            validation.close();
        } catch (IOException e) {
            throw RunFolderProblems.writing(events, e);
        }
    }
}
