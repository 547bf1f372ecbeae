package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.data.BatchLoader;
import dev.figment.train.gradient.GradientException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs a recipe over epochs: steps, validation, checkpoints, previews, early stop, the export of the best weights, and a
 * report.
 * All randomness is a function of the seed and the step's number, so that a resumed run goes on bit for bit.
 */
public final class TrainingLoop<T extends Batch> {
    private final Setting<T> setting;
    private final Recipe<T> recipe;
    private volatile boolean stopRequested;

    /**
     * @param validation held-out samples; the best weights are those with the lowest loss on them
     * @throws FigmentException if the training samples do not fill one batch
     */
    public TrainingLoop(
            TrainConfig config,
            Recipe<T> recipe,
            Dataset<T> train,
            Dataset<T> validation,
            Origin origin,
            PreviewFormat previews,
            TrainObserver observer) {
        if (train.size() < config.batch()) {
            throw FigmentException.user(Problem.of(
                            "too-few-samples",
                            train.name(),
                            "it has " + train.size() + " samples for training, fewer than a batch of " + config.batch())
                    .fix("give 'batch' a smaller number or add data"));
        }
        this.setting = new Setting<>(config, train, validation, origin, previews, observer);
        this.recipe = recipe;
    }

    /**
     * Asks the run, from any thread, to save a checkpoint after the step that is under way, or those that are executed with
     * it, and to end.
     */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Runs it to the end.
     *
     * @param resume whether to go on from the newest checkpoint in the run's folder
     * @throws FigmentException if the folder is in use, holds another run, or cannot be written; if the networks cannot be
     *     made; if there is no such metric as {@code best} names; if data cannot be read; if a metric is no finite number
     */
    public TrainResult run(boolean resume) {
        TrainConfig config = setting.config();
        Path path = config.to().path();
        if (!resume) {
            // Asked again under the folder's lock, but whoever forgot --resume should not wait for the networks.
            RunFolder.requireNone(path);
        }
        try (Training<T> training = start();
                RunFolder folder = RunFolder.open(path, resume)) {
            Checkpoint from = resume ? newest(folder, training) : Checkpoint.atBeginning(config.best());
            long step = from.progress().step();
            try (RunLog log = RunLog.open(folder, step);
                    BatchLoader<T> batches =
                            new BatchLoader<>(setting.train(), config.batch(), setting.seed("shuffle"), step);
                    PreparedBatches<T> prepared = new PreparedBatches<>(
                            training,
                            batches,
                            setting.seed("step"),
                            config.batch(),
                            step,
                            config.stepsPerExecution())) {
                return new TrainingRun<>(setting, folder, training, log, prepared, from).toEnd(() -> stopRequested);
            }
        } catch (OutOfMemoryError e) {
            throw FigmentException.run(
                    Problem.of("out-of-memory", config.name(), "the memory is not enough: " + e.getMessage())
                            .fix("give 'batch' or the networks a smaller size, or Java more memory"),
                    e);
        }
    }

    private Checkpoint newest(RunFolder folder, Training<T> training) {
        Optional<Path> newest = folder.newestCheckpoint();
        if (newest.isEmpty()) {
            return Checkpoint.atBeginning(setting.config().best());
        }
        Checkpoint checkpoint = Checkpoint.restore(newest.get(), training, setting.origin());
        if (checkpoint.progress().bestStep() > 0) {
            // Its loss may stay the lowest: better to hear now than at the end that it is not there.
            Checkpoint.requireReadable(folder.best());
        }
        return checkpoint;
    }

    private Training<T> start() {
        TrainConfig config = setting.config();
        try {
            return recipe.start(new Start<>(
                    setting.train(),
                    config.batch(),
                    config.optimizer(),
                    config.stepOptions(),
                    setting.seed("parameters")));
        } catch (GradientException e) {
            throw FigmentException.run(
                    Problem.of("no-gradient", config.name(), "this recipe cannot be trained: " + e.getMessage())
                            .fix("tell the author of its plugin"),
                    e);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-networks", config.name(), "these networks cannot be made: " + e.getMessage())
                            .fix("change the keys of 'recipe', or those of 'data' if its samples do not fit"),
                    e);
        }
    }
}
