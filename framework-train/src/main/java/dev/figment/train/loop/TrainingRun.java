package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.loop.RunLog.Split;
import dev.figment.train.loop.Timings.Kind;
import dev.figment.train.report.Report.Tone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** One run of a {@link TrainingLoop}, with everything open that it needs. */
final class TrainingRun<T extends Batch> {
    private static final int STEPS_PER_LOG_LINE = 50;
    private static final String LEARNING_RATE = "learning-rate";

    private final Setting<T> setting;
    private final TrainConfig config;
    private final TrainObserver observer;
    private final int stepsPerEpoch;
    private final RunFolder folder;
    private final Training<T> training;
    private final Validation<T> validation;
    private final Finiteness finiteness;
    private final Execution execution;
    private final Previewer<T> previewer;
    private final RunLog log;
    private final PreparedBatches<T> batches;
    private final Timings timings = new Timings();
    private final long firstStep;
    private Progress progress;
    private MetricMeans means;
    private long savedStep = -1;

    /** Goes on from where the checkpoint says; the training has been brought there. */
    TrainingRun(
            Setting<T> setting,
            RunFolder folder,
            Training<T> training,
            RunLog log,
            PreparedBatches<T> batches,
            Checkpoint from) {
        this.setting = setting;
        this.config = setting.config();
        this.observer = setting.observer();
        this.stepsPerEpoch = setting.stepsPerEpoch();
        this.folder = folder;
        this.training = training;
        this.validation = new Validation<>(setting, training);
        this.finiteness = new Finiteness(folder, config.nonFinite());
        this.execution = new Execution(training, config, stepsPerEpoch);
        this.previewer = new Previewer<>(setting, training, folder, log);
        this.log = log;
        this.batches = batches;
        this.progress = from.progress();
        this.means = from.means();
        this.firstStep = progress.step();
    }

    TrainResult toEnd(BooleanSupplier stopRequested) {
        finiteness.requirePossible(training);
        execution.requirePossible();
        // An epoch may take hours: a name that is wrong should be heard of now.
        config.best()
                .of(validation.first(
                        Math.min(config.batch(), setting.validation().size())));
        try {
            return steps(stopRequested);
        } catch (FigmentException e) {
            if (folder.newestCheckpoint().isPresent()) {
                report("failed", Tone.BAD, String.valueOf(e.getMessage()), Map.of());
            }
            throw e;
        }
    }

    private TrainResult steps(BooleanSupplier stopRequested) {
        observer.started(progress.step(), setting.totalSteps(), stepsPerEpoch);
        if (progress.step() > 0 && progress.step() % stepsPerEpoch == 0 && !means.isEmpty()) {
            // It was saved because its validation samples could not be read.
            endEpoch();
        }
        while (progress.step() < setting.totalSteps() && !exhausted()) {
            if (stopRequested.getAsBoolean()) {
                if (progress.step() != savedStep) {
                    save();
                }
                return result(TrainResult.End.STOPPED, progress.bestStep(), Map.of());
            }
            List<Map<String, Tensor>> prepared = next();
            execution.steps(prepared, rates(prepared.size()), timings, this::stepped);
            if (progress.step() % stepsPerEpoch == 0) {
                endEpoch();
            } else if (isCheckpointStep()) {
                save();
            }
        }
        return export();
    }

    private boolean exhausted() {
        return config.patience() != null && progress.waited() >= config.patience();
    }

    private boolean isCheckpointStep() {
        return config.checkpointSteps() != null && progress.step() % config.checkpointSteps() == 0;
    }

    private List<Map<String, Tensor>> next() {
        int count = execution.next(progress.step());
        return reading(Kind.WAITING, () -> batches.next(count));
    }

    /** What could not be read is not the training's fault: what it has learned so far is saved first. */
    private <R> R reading(Kind kind, Supplier<R> read) {
        try {
            return timings.measure(kind, read);
        } catch (FigmentException e) {
            if (progress.step() == firstStep && folder.newestCheckpoint().isEmpty()) {
                throw e;
            }
            if (progress.step() != savedStep && progress.step() != firstStep) {
                save();
            }
            List<Problem> problems = e.problems().stream()
                    .map(problem -> problem.fix("the run is saved after step " + progress.step()
                            + ": put this right, then go on with '--resume'"))
                    .toList();
            throw FigmentException.run(problems.get(0), e);
        }
    }

    /** The learning rates of the next steps, all of them before the next validation. */
    private List<Double> rates(int count) {
        return LongStream.range(progress.step(), progress.step() + count)
                .mapToObj(step -> config.optimizer().learningRate()
                        * config.schedule().factor(step, setting.totalSteps(), progress.plateau()))
                .toList();
    }

    private void stepped(Map<String, Double> metrics, double rate) {
        Optional<String> skipped = finiteness.skipped(metrics, training, progress.step() + 1);
        progress = progress.at(progress.step() + 1);
        if (skipped.isPresent()) {
            observer.warned(skipped.get());
            return;
        }
        means.add(metrics, config.batch());
        if (progress.step() % STEPS_PER_LOG_LINE == 0) {
            Map<String, Double> line = new LinkedHashMap<>(metrics);
            line.put(LEARNING_RATE, rate);
            log.write(progress.step(), epochs(), Split.STEP, line);
        }
        observer.stepped(progress.step(), metrics);
    }

    private void endEpoch() {
        Map<String, Double> validated = reading(Kind.VALIDATION, validation::all);
        Map<String, Double> trained = means.means();
        means = new MetricMeans();
        long epoch = progress.step() / stepsPerEpoch;
        finiteness.requireFinite(validated, progress.step());
        progress = progress.validated(validated, config.best(), config.schedule());
        boolean best = progress.bestStep() == progress.step();
        log.write(progress.step(), epochs(), Split.TRAIN, trained);
        log.write(progress.step(), epochs(), Split.VALIDATION, validated);
        if (best) {
            timings.measure(Kind.CHECKPOINTS, () -> folder.save(folder.best(), checkpoint()));
        }
        observer.validated(epoch, trained, validated, best);
        boolean last = progress.step() == setting.totalSteps() || exhausted();
        if (last || epoch % config.previewEvery() == 0) {
            timings.measure(Kind.PREVIEWS, () -> previewer.write(progress.step()));
        }
        if (last || epoch % config.checkpointEvery() == 0 || isCheckpointStep()) {
            save();
        }
    }

    private double epochs() {
        return progress.step() / (double) stepsPerEpoch;
    }

    private Safetensors checkpoint() {
        Map<String, Tensor> state = finiteness.requireFiniteState(training.state(), progress.step());
        return new Checkpoint(progress, means).with(state, setting.origin());
    }

    private void save() {
        timings.measure(Kind.CHECKPOINTS, () -> {
            Path file = folder.checkpoint(progress.step());
            folder.save(file, checkpoint());
            folder.prune(config.keepCheckpoints());
            savedStep = progress.step();
            observer.saved(file);
        });
    }

    /**
     * Of the best weights, which take the place of the last ones: those are saved by now.
     * The file's own step counts: it may be newer than the checkpoint that the run was resumed from.
     */
    private TrainResult export() {
        long bestStep = Checkpoint.restore(folder.best(), training, setting.origin())
                .progress()
                .step();
        Map<String, Double> metrics = reading(Kind.VALIDATION, validation::all);
        Map<String, String> metadata = new TreeMap<>(setting.origin().toMetadata());
        metadata.put("step", Long.toString(bestStep));
        metrics.forEach((name, value) -> metadata.put("validation." + name, value.toString()));
        folder.saveModel(training.export(metadata));
        boolean complete = progress.step() >= setting.totalSteps();
        return result(complete ? TrainResult.End.COMPLETE : TrainResult.End.EARLY, bestStep, metrics);
    }

    private TrainResult result(TrainResult.End end, long bestStep, Map<String, Double> metrics) {
        switch (end) {
            case COMPLETE -> report("complete", Tone.GOOD, "", metrics);
            case EARLY ->
                report(
                        "stopped early",
                        Tone.GOOD,
                        "'" + config.best().metric() + "' has not become better for " + progress.waited() + " epochs.",
                        metrics);
            case STOPPED ->
                report("stopped", Tone.NEUTRAL, "'figment train' with '--resume' goes on from there.", metrics);
        }
        return new TrainResult(end, folder.model(), folder.path(), folder.report(), progress.step(), bestStep, metrics);
    }

    /** Nor is a report. */
    private void report(String state, Tone tone, String note, Map<String, Double> model) {
        try {
            folder.saveReport(new RunReport(setting, folder, progress, timings, firstStep)
                    .of(state, tone, note, model)
                    .html());
        } catch (IOException e) {
            observer.warned("no report: " + e);
        } catch (FigmentException e) {
            observer.warned("no report: " + e.getMessage());
        }
    }
}
