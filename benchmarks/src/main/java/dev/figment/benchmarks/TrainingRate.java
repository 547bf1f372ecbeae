package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.io.CacheScratch;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.core.wiring.Services;
import dev.figment.train.data.DataConfig;
import dev.figment.train.data.Subset;
import dev.figment.train.loop.Origin;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.TrainConfig;
import dev.figment.train.loop.TrainObserver;
import dev.figment.train.loop.Training;
import dev.figment.train.loop.TrainingLoop;
import dev.figment.train.step.StepOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Steps a second of {@code configs/train/digits-vae.yaml} in the training loop, beside the bare step: the same networks
 * on one batch that stands ready. Blocks of both alternate, within one epoch, so that there is no validation among them.
 * Argument: the repository's root.
 */
public final class TrainingRate {
    private static final int BLOCK = 20;
    private static final int WARM_UP = 2;
    private static final int BLOCKS = 18;

    private TrainingRate() {}

    @SuppressWarnings("unchecked") // Images are the one medium that datasets give.
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Path runs = Files.createTempDirectory("training-rate");
        try (Installation installation = new Installation(root)) {
            Problems problems = new Problems();
            var document = installation.read(
                    "configs/train/digits-vae.yaml", List.of("to=" + runs.resolve("run"), "device=cpu"), problems);
            TrainConfig bound = RecordBinder.bind(document, TrainConfig.class, Set.of("recipe"), problems);
            var plan = installation.plans().readSingle(Contribution.RECIPE, "recipe", document, problems);
            problems.throwIfAny();
            TrainConfig config = requireNonNull(bound);
            Digits digits = new Digits(Digits.COUNT);
            Recipe<Images> recipe = (Recipe<Images>) requireNonNull(plan)
                    .build(
                            new Services(
                                    installation.models(),
                                    digits,
                                    Device.CPU,
                                    Console.none(),
                                    new CacheScratch(Path.of("cache"))),
                            new Seed(7));
            DataConfig data = config.data();
            Dataset<Images> all = digits.images(data.train(), ImageFormat.AS_FOUND);
            int count = all.size() - data.holdOut();
            Dataset<Images> train = new Subset<>(all, 0, count);
            Training<Images> bare = recipe.start(
                    new Start<>(train, config.batch(), config.optimizer(), StepOptions.DEFAULT, new Seed(3)));
            Map<String, Tensor> batch = bare.prepare(
                    train.read(IntStream.range(0, config.batch()).toArray()), new Position(new Seed(5), 0));
            Rate rate = new Rate(() -> bare.step(batch, config.optimizer().learningRate()));
            var loop = new TrainingLoop<>(
                    config,
                    recipe,
                    train,
                    new Subset<>(all, count, data.holdOut()),
                    new Origin(Map.of(), Map.of(), FigmentVersion.current()),
                    preview -> List.of(),
                    rate);
            rate.end = loop::stop;
            try (bare) {
                loop.run(false);
            }
        }
    }

    private static final class Rate implements TrainObserver {
        private final Runnable bareStep;
        private final List<Double> ratios = new ArrayList<>();
        private Runnable end = () -> {};
        private double loopSeconds;
        private long start;

        Rate(Runnable bareStep) {
            this.bareStep = bareStep;
        }

        @Override
        public void stepped(long step, Map<String, Double> metrics) {
            if (step % BLOCK != 0) {
                return;
            }
            long done = System.nanoTime();
            for (int i = 0; i < BLOCK; i++) {
                bareStep.run();
            }
            if (step > WARM_UP * BLOCK) {
                loopSeconds += (done - start) * 1e-9;
                ratios.add((done - start) / (double) (System.nanoTime() - done));
            }
            if (ratios.size() == BLOCKS) {
                Collections.sort(ratios);
                System.out.printf(
                        Locale.ROOT,
                        "%.0f steps a second; %.3f times as long as the bare step (quartiles %.3f to %.3f)%n",
                        BLOCKS * BLOCK / loopSeconds,
                        (ratios.get(BLOCKS / 2 - 1) + ratios.get(BLOCKS / 2)) / 2,
                        ratios.get(BLOCKS / 4),
                        ratios.get(BLOCKS - 1 - BLOCKS / 4));
                end.run();
                return;
            }
            start = System.nanoTime();
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
