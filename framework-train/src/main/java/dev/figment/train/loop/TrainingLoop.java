package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.data.BatchLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs a recipe over epochs: steps, validation, checkpoints, previews, early stop, and the export of the best weights.
 * All randomness is a function of the seed and the step's number, so that a resumed run goes on bit for bit.
 */
public final class TrainingLoop<T extends Batch> {
    private static final String LOSS = "loss";
    private static final int VALIDATION_BATCH = 500;
    private static final int PREVIEW_SAMPLES = 16;
    private static final int STEPS_PER_LOG_LINE = 50;

    private final TrainConfig config;
    private final Recipe<T> recipe;
    private final Dataset<T> train;
    private final Dataset<T> validation;
    private final Origin origin;
    private final TrainObserver observer;
    private final Seed seed;
    private final int stepsPerEpoch;
    private final long totalSteps;
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
            TrainObserver observer) {
        if (train.size() < config.batch()) {
            throw FigmentException.user(Problem.of(
                            "too-few-samples",
                            train.name(),
                            "it has " + train.size() + " samples for training, fewer than a batch of " + config.batch())
                    .fix("give 'batch' a smaller number or add data"));
        }
        this.config = config;
        this.recipe = recipe;
        this.train = train;
        this.validation = validation;
        this.origin = origin;
        this.observer = observer;
        this.seed = new Seed(config.seed());
        this.stepsPerEpoch = BatchLoader.stepsPerEpoch(train.size(), config.batch());
        this.totalSteps = (long) stepsPerEpoch * config.epochs();
    }

    /** Asks the run, from any thread, to save a checkpoint after the step that is under way and to end. */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Runs it to the end.
     *
     * @param resume whether to go on from the newest checkpoint in the run's folder
     * @throws FigmentException if the folder is in use, holds another run, or cannot be written; if the loss is no number
     */
    public TrainResult run(boolean resume) {
        try (RunFolder folder = RunFolder.open(config.to().path(), resume);
                Training<T> training = recipe.start(
                        new Start<>(train, config.batch(), config.optimizer(), seed.child("parameters")))) {
            Optional<Path> checkpoint = resume ? folder.newestCheckpoint() : Optional.empty();
            Progress progress = checkpoint.map(file -> restore(training, file)).orElse(Progress.NONE);
            try (MetricsLog log = MetricsLog.open(folder.metrics(), progress.step());
                    BatchLoader<T> batches =
                            new BatchLoader<>(train, config.batch(), seed.child("shuffle"), progress.step())) {
                return new Run(folder, training, log, batches, progress).toEnd();
            }
        }
    }

    private Progress restore(Training<T> training, Path file) {
        Safetensors saved = Safetensors.read(file);
        origin.requireSame(saved.metadata(), file);
        try {
            training.restore(saved.tensors());
            return Progress.ofMetadata(saved.metadata());
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-checkpoint", file.toString(), "this checkpoint does not fit: " + e.getMessage())
                            .fix("delete it to resume from the one before"),
                    e);
        }
    }

    /** One run with everything open. */
    private final class Run {
        private final RunFolder folder;
        private final Training<T> training;
        private final MetricsLog log;
        private final BatchLoader<T> batches;
        private Progress progress;

        Run(RunFolder folder, Training<T> training, MetricsLog log, BatchLoader<T> batches, Progress progress) {
            this.folder = folder;
            this.training = training;
            this.log = log;
            this.batches = batches;
            this.progress = progress;
        }

        TrainResult toEnd() {
            observer.started(progress.step(), totalSteps, stepsPerEpoch);
            while (progress.step() < totalSteps && !exhausted()) {
                if (!epoch()) {
                    save();
                    return result(TrainResult.End.STOPPED, Map.of());
                }
            }
            return export();
        }

        private boolean exhausted() {
            return config.patience() != null && progress.epochsSinceBest() >= config.patience();
        }

        /** The rest of the epoch; false if it was interrupted. */
        private boolean epoch() {
            MetricMeans means = new MetricMeans();
            do {
                if (stopRequested) {
                    return false;
                }
                means.add(step(), config.batch());
            } while (progress.step() % stepsPerEpoch != 0);
            endEpoch(means.means());
            return true;
        }

        private Map<String, Double> step() {
            long step = progress.step();
            Position at = new Position(seed.child("step"), step * config.batch());
            double rate = config.optimizer().learningRate() * config.schedule().factor(step, totalSteps);
            Map<String, Double> metrics = training.step(batches.next(), at, rate);
            requireFinite(step, metrics);
            progress = progress.at(step + 1);
            if (progress.step() % STEPS_PER_LOG_LINE == 0) {
                log.write(progress.step(), epochs(), "step", metrics);
            }
            observer.stepped(progress.step(), metrics);
            return metrics;
        }

        private void requireFinite(long step, Map<String, Double> metrics) {
            metrics.forEach((name, value) -> {
                if (!Double.isFinite(value)) {
                    throw FigmentException.run(Problem.of(
                                    "loss-not-finite",
                                    config.to().toString(),
                                    "'" + name + "' is " + value + " at step " + (step + 1))
                            .fix("the checkpoints before it are kept; give the optimizer a smaller 'learning-rate' or a"
                                    + " 'clip-norm'"));
                }
            });
        }

        private void endEpoch(Map<String, Double> trained) {
            long epoch = progress.step() / stepsPerEpoch;
            Map<String, Double> validated = validate();
            progress = progress.validated(validated.getOrDefault(LOSS, Double.NaN));
            boolean best = progress.bestStep() == progress.step();
            log.write(progress.step(), epochs(), "train", trained);
            log.write(progress.step(), epochs(), "validation", validated);
            if (best) {
                folder.save(folder.best(), checkpoint());
            }
            observer.validated(epoch, trained, validated, best);
            boolean last = progress.step() == totalSteps || exhausted();
            if (last || epoch % config.previewEvery() == 0) {
                int count = Math.min(PREVIEW_SAMPLES, validation.size());
                T samples = validation.read(IntStream.range(0, count).toArray());
                observer.preview(
                        folder.preview(progress.step()),
                        training.preview(samples, new Position(seed.child("preview"), 0)));
            }
            if (last || epoch % config.checkpointEvery() == 0) {
                save();
            }
        }

        private Map<String, Double> validate() {
            MetricMeans means = new MetricMeans();
            for (int from = 0; from < validation.size(); from += VALIDATION_BATCH) {
                int to = Math.min(from + VALIDATION_BATCH, validation.size());
                T batch = validation.read(IntStream.range(from, to).toArray());
                means.add(training.validate(batch, new Position(seed.child("validation"), from)), batch.size());
            }
            return means.means();
        }

        private double epochs() {
            return progress.step() / (double) stepsPerEpoch;
        }

        private Safetensors checkpoint() {
            Map<String, String> metadata = new TreeMap<>(origin.toMetadata());
            metadata.putAll(progress.toMetadata());
            return new Safetensors(metadata, training.state());
        }

        private void save() {
            Path file = folder.checkpoint(progress.step());
            folder.save(file, checkpoint());
            folder.prune(config.keepCheckpoints());
            observer.saved(file);
        }

        private TrainResult export() {
            training.restore(Safetensors.read(folder.best()).tensors());
            Map<String, Double> metrics = validate();
            Map<String, String> metadata = new TreeMap<>(origin.toMetadata());
            metadata.put("step", Long.toString(progress.bestStep()));
            metrics.forEach((name, value) -> metadata.put("validation." + name, value.toString()));
            folder.saveModel(training.export(metadata));
            boolean complete = progress.step() >= totalSteps;
            return result(complete ? TrainResult.End.COMPLETE : TrainResult.End.EARLY, metrics);
        }

        private TrainResult result(TrainResult.End end, Map<String, Double> metrics) {
            return new TrainResult(end, folder.model(), folder.path(), progress.step(), progress.bestStep(), metrics);
        }
    }
}
