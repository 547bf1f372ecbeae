package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.step.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One run of a {@link TrainingLoop}, with everything open that it needs. */
final class TrainingRun<T extends Batch> {
    private static final String LOSS = Objective.Loss.NAME;
    private static final int VALIDATION_BATCH = 500;
    private static final int PREVIEW_SAMPLES = 16;
    private static final int STEPS_PER_LOG_LINE = 50;

    private final Setting<T> setting;
    private final TrainConfig config;
    private final TrainObserver observer;
    private final int stepsPerEpoch;
    private final RunFolder folder;
    private final Training<T> training;
    private final MetricsLog log;
    private final PreparedBatches<T> batches;
    private Progress progress;
    private MetricMeans means;
    private long savedStep = -1;

    /** Goes on from where the checkpoint says; the training has been brought there. */
    TrainingRun(
            Setting<T> setting,
            RunFolder folder,
            Training<T> training,
            MetricsLog log,
            PreparedBatches<T> batches,
            Checkpoint from) {
        this.setting = setting;
        this.config = setting.config();
        this.observer = setting.observer();
        this.stepsPerEpoch = setting.stepsPerEpoch();
        this.folder = folder;
        this.training = training;
        this.log = log;
        this.batches = batches;
        this.progress = from.progress();
        this.means = from.means();
    }

    TrainResult toEnd(BooleanSupplier stopRequested) {
        observer.started(progress.step(), setting.totalSteps(), stepsPerEpoch);
        while (progress.step() < setting.totalSteps() && !exhausted()) {
            if (stopRequested.getAsBoolean()) {
                if (progress.step() != savedStep) {
                    save();
                }
                return result(TrainResult.End.STOPPED, progress.bestStep(), Map.of());
            }
            step();
            if (progress.step() % stepsPerEpoch == 0) {
                endEpoch();
            } else if (isCheckpointStep()) {
                save();
            }
        }
        return export();
    }

    private boolean exhausted() {
        return config.patience() != null && progress.epochsSinceBest() >= config.patience();
    }

    private boolean isCheckpointStep() {
        return config.checkpointSteps() != null && progress.step() % config.checkpointSteps() == 0;
    }

    private void step() {
        long step = progress.step();
        double rate = config.optimizer().learningRate()
                * config.schedule().factor(step, setting.totalSteps(), progress.plateau());
        Map<String, Double> metrics = training.step(batches.next(), rate);
        requireFinite(metrics, "at step " + (step + 1));
        progress = progress.at(step + 1);
        means.add(metrics, config.batch());
        if (progress.step() % STEPS_PER_LOG_LINE == 0) {
            log.write(progress.step(), epochs(), "step", metrics);
        }
        observer.stepped(progress.step(), metrics);
    }

    private void requireFinite(Map<String, Double> metrics, String when) {
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                String kept = folder.newestCheckpoint()
                        .map(file -> "; " + file.getFileName() + " is kept")
                        .orElse("; there is no checkpoint yet");
                throw FigmentException.run(Problem.of(
                                "loss-not-finite",
                                folder.path().toString(),
                                "'" + name + "' is " + value + " " + when + kept)
                        .fix("begin anew in another folder ('--set to=FOLDER') with a smaller 'learning-rate' of the"
                                + " optimizer, or with its 'clip-norm'"));
            }
        });
    }

    private void endEpoch() {
        Map<String, Double> trained = means.means();
        means = new MetricMeans();
        long epoch = progress.step() / stepsPerEpoch;
        Map<String, Double> validated = validate();
        requireFinite(validated, "on the validation samples after step " + progress.step());
        Double loss = validated.get(LOSS);
        if (loss == null) {
            throw new IllegalStateException("the recipe gives no metric '" + LOSS + "', only " + validated.keySet());
        }
        progress = progress.validated(loss, config.schedule());
        boolean best = progress.bestStep() == progress.step();
        log.write(progress.step(), epochs(), "train", trained);
        log.write(progress.step(), epochs(), "validation", validated);
        if (best) {
            folder.save(folder.best(), checkpoint());
        }
        observer.validated(epoch, trained, validated, best);
        boolean last = progress.step() == setting.totalSteps() || exhausted();
        if (last || epoch % config.previewEvery() == 0) {
            preview();
        }
        if (last || epoch % config.checkpointEvery() == 0 || isCheckpointStep()) {
            save();
        }
    }

    private Map<String, Double> validate() {
        MetricMeans validated = new MetricMeans();
        int size = setting.validation().size();
        for (int from = 0; from < size; from += VALIDATION_BATCH) {
            T batch = setting.validation()
                    .read(IntStream.range(from, Math.min(from + VALIDATION_BATCH, size))
                            .toArray());
            Position at = new Position(setting.seed("validation"), from);
            validated.add(training.validate(training.prepare(batch, at), at), batch.size());
        }
        return validated.means();
    }

    /** A picture that cannot be written is no reason to give up hours of training. */
    private void preview() {
        int count = Math.min(PREVIEW_SAMPLES, setting.validation().size());
        T samples = setting.validation().read(IntStream.range(0, count).toArray());
        List<Path> written = new ArrayList<>();
        try {
            training.preview(samples, new Position(setting.seed("preview"), 0))
                    .forEach((name, preview) -> folder.previews()
                            .write(progress.step(), name, setting.previews().encode(preview))
                            .forEach(entry -> written.add(entry.path())));
        } catch (FigmentException e) {
            observer.warned("no preview: " + e.getMessage());
        }
        if (!written.isEmpty()) {
            observer.previewed(written);
        }
    }

    private double epochs() {
        return progress.step() / (double) stepsPerEpoch;
    }

    private Safetensors checkpoint() {
        return new Checkpoint(progress, means).with(training.state(), setting.origin());
    }

    private void save() {
        Path file = folder.checkpoint(progress.step());
        folder.save(file, checkpoint());
        folder.prune(config.keepCheckpoints());
        savedStep = progress.step();
        observer.saved(file);
    }

    /** The file's own step counts: it may be newer than the checkpoint that the run was resumed from. */
    private TrainResult export() {
        long bestStep = Checkpoint.restore(folder.best(), training, setting.origin())
                .progress()
                .step();
        Map<String, Double> metrics = validate();
        Map<String, String> metadata = new TreeMap<>(setting.origin().toMetadata());
        metadata.put("step", Long.toString(bestStep));
        metrics.forEach((name, value) -> metadata.put("validation." + name, value.toString()));
        folder.saveModel(training.export(metadata));
        boolean complete = progress.step() >= setting.totalSteps();
        return result(complete ? TrainResult.End.COMPLETE : TrainResult.End.EARLY, bestStep, metrics);
    }

    private TrainResult result(TrainResult.End end, long bestStep, Map<String, Double> metrics) {
        return new TrainResult(end, folder.model(), folder.path(), progress.step(), bestStep, metrics);
    }
}
