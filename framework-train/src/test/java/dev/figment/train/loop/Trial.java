package dev.figment.train.loop;

import dev.figment.api.Device;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.OutputPath;
import dev.figment.api.data.Dataset;
import dev.figment.train.data.DataConfig;
import dev.figment.train.data.IndexData;
import dev.figment.train.data.Indices;
import dev.figment.train.data.Subset;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.precision.Precision;
import dev.figment.train.schedule.Cosine;
import dev.figment.train.schedule.Schedule;
import dev.figment.train.step.Ema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A small run whose settings a test changes: 23 samples for training in batches of 5, so 4 steps an epoch. */
final class Trial {
    static final int STEPS_PER_EPOCH = 4;

    final Path folder;
    final List<String> events = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    PreviewFormat previewFormat = TextPreviews::encode;
    int epochs = 3;
    int batch = 5;
    int accumulate = 1;
    int stepsPerExecution = 1;
    Precision precision = Precision.FLOAT32;

    @Nullable
    Ema average;

    int checkpointEvery = 1;
    Schedule schedule = new Cosine(2, 0.1);

    @Nullable
    Integer checkpointSteps;

    int keepCheckpoints = 2;
    int previewEvery = 2;
    Best best = Best.LOSS;
    NonFinite nonFinite = NonFinite.STOP;

    @Nullable
    Integer patience;

    /** 26 samples, of which the last 3 are for validation. */
    Dataset<Indices> data = new IndexData(26);

    Map<String, String> keys = Map.of("batch", "5");
    LongToDoubleFunction losses = step -> 10.0 / step;
    LongToDoubleFunction validationLosses = step -> 10.0 / step;

    @Nullable
    LongToDoubleFunction accuracies;

    LongConsumer onStep = step -> {};

    @Nullable
    FakeTraining training;

    /** The run's folder need not exist. */
    Trial(Path folder) {
        this.folder = folder;
    }

    TrainResult run(boolean resume) {
        return loop(start -> fake()).run(resume);
    }

    FakeTraining fake() {
        training = new FakeTraining(losses, validationLosses, accuracies);
        return training;
    }

    /** Runs it, asked to stop after a step, or before the first one. */
    TrainResult runStoppedAfter(long step, boolean resume) {
        return runStoppedAfter(step, resume, start -> fake());
    }

    TrainResult runStoppedAfter(long step, boolean resume, Recipe<Indices> recipe) {
        TrainingLoop<Indices> loop = loop(recipe);
        onStep = done -> {
            if (done == step) {
                loop.stop();
            }
        };
        if (step == 0) {
            loop.stop();
        }
        return loop.run(resume);
    }

    TrainingLoop<Indices> loop(Recipe<Indices> recipe) {
        return new TrainingLoop<>(
                config(),
                recipe,
                new Subset<>(data, 0, data.size() - 3),
                new Subset<>(data, data.size() - 3, 3),
                origin(),
                previewFormat,
                new Screen());
    }

    private Origin origin() {
        return new Origin(keys, Map.of("train", "sha256:12"), "1.2.3");
    }

    private TrainConfig config() {
        return new TrainConfig(
                "trial",
                7,
                Device.CPU,
                DataConfig.heldOut(new DataRef("indices", Path.of("")), 3),
                batch,
                epochs,
                accumulate,
                stepsPerExecution,
                precision,
                OptimizerConfig.adam(0.01),
                schedule,
                average,
                checkpointEvery,
                checkpointSteps,
                keepCheckpoints,
                previewEvery,
                best,
                patience,
                nonFinite,
                new OutputPath(folder));
    }

    /** Notes what it is told, steps apart. */
    private final class Screen implements TrainObserver {
        @Override
        public void started(long step, long totalSteps, int stepsPerEpoch) {
            events.add("started at " + step + " of " + totalSteps + ", " + stepsPerEpoch + " an epoch");
        }

        @Override
        public void stepped(long step, Map<String, Double> metrics) {
            onStep.accept(step);
        }

        @Override
        public void validated(long epoch, Map<String, Double> training, Map<String, Double> validation, boolean best) {
            events.add("epoch " + epoch + (best ? " best" : ""));
        }

        @Override
        public void previewed(List<Path> files) {
            files.forEach(file -> events.add("preview " + file.getFileName()));
        }

        @Override
        public void warned(String what) {
            warnings.add(what);
        }

        @Override
        public void saved(Path checkpoint) {
            events.add("saved " + checkpoint.getFileName());
        }
    }
}
