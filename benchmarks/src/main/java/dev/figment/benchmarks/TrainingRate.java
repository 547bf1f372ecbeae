package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.core.wiring.Services;
import dev.figment.train.data.DataConfig;
import dev.figment.train.data.Subset;
import dev.figment.train.loop.Origin;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.TrainConfig;
import dev.figment.train.loop.TrainObserver;
import dev.figment.train.loop.TrainingLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Steps a second of {@code configs/train/digits-vae.yaml} in the training loop itself, and how much of the time passes
 * outside of models: batches, noise, metrics. The steps counted are within the first epoch, so that there is no
 * validation among them. Argument: the repository's root.
 */
public final class TrainingRate {
    private static final int WARM_UP = 100;
    private static final int LAST = 400;

    private TrainingRate() {}

    @SuppressWarnings("unchecked") // Images are the one medium that datasets give.
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Path runs = Files.createTempDirectory("training-rate");
        try (Installation installation = new Installation(root)) {
            Problems problems = new Problems();
            var document = installation.read(
                    "configs/train/digits-vae.yaml", List.of("to=" + runs.resolve("run"), "device=cpu"), problems);
            TrainConfig config = RecordBinder.bind(document, TrainConfig.class, Set.of("recipe"), problems);
            var plan = installation.plans().readSingle(Contribution.RECIPE, "recipe", document, problems);
            problems.throwIfAny();
            Digits digits = new Digits(Digits.COUNT);
            TimedModels models = new TimedModels(installation.models());
            Recipe<Images> recipe =
                    (Recipe<Images>) requireNonNull(plan).build(new Services(models, digits, Device.CPU), new Seed(7));
            DataConfig data = requireNonNull(config).data();
            Dataset<Images> all = digits.images(data.train(), ImageFormat.AS_FOUND);
            int count = all.size() - data.holdOut();
            Rate rate = new Rate(models);
            var loop = new TrainingLoop<>(
                    config,
                    recipe,
                    new Subset<>(all, 0, count),
                    new Subset<>(all, count, data.holdOut()),
                    new Origin(Map.of(), Map.of(), FigmentVersion.current()),
                    preview -> List.of(),
                    rate);
            rate.end = loop::stop;
            loop.run(false);
        }
    }

    private static final class Rate implements TrainObserver {
        private final TimedModels models;
        private Runnable end = () -> {};
        private long start;
        private double before;

        Rate(TimedModels models) {
            this.models = models;
        }

        @Override
        public void stepped(long step, Map<String, Double> metrics) {
            if (step == WARM_UP) {
                start = System.nanoTime();
                before = models.seconds();
            }
            if (step == LAST) {
                double seconds = (System.nanoTime() - start) * 1e-9;
                System.out.printf(
                        Locale.ROOT,
                        "%.0f steps a second; %.1f %% of the time outside of models%n",
                        (LAST - WARM_UP) / seconds,
                        100 * (1 - (models.seconds() - before) / seconds));
                end.run();
            }
        }

        @Override
        public void started(long step, long totalSteps, int stepsPerEpoch) {}

        @Override
        public void validated(long epoch, Map<String, Double> training, Map<String, Double> validation, boolean best) {}

        @Override
        public void previewed(List<Path> files) {}

        @Override
        public void warned(String what) {}

        @Override
        public void saved(Path checkpoint) {}
    }
}
