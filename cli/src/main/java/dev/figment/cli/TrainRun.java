package dev.figment.cli;

import dev.figment.api.Batch;
import dev.figment.api.data.Datasets;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.train.loop.Origin;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.TrainConfig;
import dev.figment.train.loop.TrainResult;
import dev.figment.train.loop.TrainingLoop;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A training that has run.
 *
 * @param interrupted the exit code where a signal stopped it
 */
record TrainRun(TrainResult result, int interrupted) {
    /**
     * Trains; Ctrl-C stops it after the step that it is at.
     *
     * @param resume whether to go on from the newest checkpoint
     * @param before is given what the run is made from, and may refuse it
     * @param err where progress is shown
     */
    static TrainRun of(
            Host host, TrainPlan plan, DataOptions data, boolean resume, Consumer<Origin> before, PrintWriter err) {
        TrainConfig train = plan.config();
        Datasets datasets = host.trainingDatasets(data);
        try (OnnxModels models = host.models(train.device());
                TrainScreen screen = new TrainScreen(err, resume)) {
            Recipe<?> recipe = plan.build(host.services(models, datasets, train.device()));
            TrainingLoop<?> loop = loop(plan, recipe, datasets, before, screen);
            Runnable stop = () -> {
                screen.stopping();
                loop.stop();
            };
            try (Interruption interruption = Interruption.calls(stop)) {
                TrainResult result = loop.run(resume);
                return new TrainRun(result, interruption.exitCode());
            }
        }
    }

    private static <T extends Batch> TrainingLoop<T> loop(
            TrainPlan plan, Recipe<T> recipe, Datasets datasets, Consumer<Origin> before, TrainScreen screen) {
        TrainData<T> data = TrainData.open(datasets, plan, recipe);
        Origin origin = new Origin(
                plan.keys(),
                Map.of(
                        "train", data.training().digest(),
                        "validation", data.validation().digest()),
                FigmentVersion.current());
        before.accept(origin);
        return new TrainingLoop<>(
                plan.config(), recipe, data.training(), data.validation(), origin, new PreviewFiles(), screen);
    }
}
