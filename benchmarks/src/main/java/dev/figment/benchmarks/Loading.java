package dev.figment.benchmarks;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.data.LocalDatasets;
import dev.figment.train.data.AugmentConfig;
import dev.figment.train.data.Augmented;
import dev.figment.train.data.BatchLoader;
import dev.figment.train.data.ImageAugmentation;
import dev.figment.train.data.NoiseConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What loading costs a step that keeps two cores busy for 20 ms: JPEG files, scaled to 144×144, cut to 128×128 at random
 * and mirrored, in batches of 16. Each epoch is timed with the loader and, in turn, with a batch that stands ready.
 */
public final class Loading {
    private static final int IMAGES = 1600;
    private static final int BATCH = 16;
    private static final int STEPS = IMAGES / BATCH;
    private static final int EPOCHS = 6;
    private static final double STEP_SECONDS = 0.020;

    private Loading() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("loading");
        write(folder);
        AugmentConfig config = new AugmentConfig(null, null, AugmentConfig.Flip.HORIZONTAL, NoiseConfig.ofGaussian());
        Augmented<Images> augmented = open(folder, config);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            System.out.printf(
                    Locale.ROOT,
                    "epoch %d: %.2f ms of processor time to read a batch%n",
                    epoch,
                    1000 * alone(augmented, epoch));
        }
        long rounds = calibrate();
        try (BatchLoader<Images> loader = new BatchLoader<>(open(folder, config), BATCH, new Seed(1), 0)) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                long waited = 0;
                long start = System.nanoTime();
                for (int step = 0; step < STEPS; step++) {
                    long asked = System.nanoTime();
                    loader.next();
                    waited += System.nanoTime() - asked;
                    step(rounds);
                }
                double loading = (System.nanoTime() - start) * 1e-9;
                double bare = bare(rounds);
                System.out.printf(
                        Locale.ROOT,
                        "epoch %d: %.1f ms a step, %.1f without a loader (%.2f times); %.2f %% of it waiting%n",
                        epoch,
                        1000 * loading / STEPS,
                        1000 * bare / STEPS,
                        loading / bare,
                        100e-9 * waited / loading);
            }
        }
    }

    private static Augmented<Images> open(Path folder, AugmentConfig config) {
        Dataset<Images> images = new LocalDatasets(List.of(), folder, true)
                .keeping(1L << 30)
                .images(new DataRef(folder.toString(), folder), new ImageFormat(3, 144, 144));
        return new Augmented<>(images, new ImageAugmentation(128, config));
    }

    /** Seconds of processor time a batch, which is what a step has to give away where it would take all cores. */
    private static double alone(Augmented<Images> images, int epoch) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int step = 0; step < STEPS; step++) {
            images.read(IntStream.range(step * BATCH, (step + 1) * BATCH).toArray(), new Seed(epoch));
        }
        return (threads.getCurrentThreadCpuTime() - start) * 1e-9 / STEPS;
    }

    private static double bare(long rounds) {
        long start = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            step(rounds);
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Photographs are smooth with some detail: a gradient with grain, which makes files of about their size. */
    private static void write(Path folder) throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage image = new BufferedImage(192, 160, BufferedImage.TYPE_INT_RGB);
            Seed seed = new Seed(i);
            for (int y = 0; y < 160; y++) {
                for (int x = 0; x < 192; x++) {
                    int grain = (int) seed.below(y * 192L + x, 40);
                    image.setRGB(x, y, (x + grain) << 16 | (y + grain) << 8 | (i % 200 + grain));
                }
            }
            ImageIO.write(image, "jpg", folder.resolve(i + ".jpg").toFile());
        }
    }

    /** As much arithmetic as fills the time of a step on two threads. */
    private static long calibrate() {
        long rounds = 1 << 16;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            step(rounds);
            double seconds = (System.nanoTime() - start) * 1e-9;
            rounds = Math.max(1024, (long) (rounds * Math.min(2, STEP_SECONDS / seconds)));
        }
        return rounds;
    }

    private static void step(long rounds) {
        double sum = IntStream.range(0, 2)
                .parallel()
                .mapToDouble(i -> work(i, rounds))
                .sum();
        if (Double.isNaN(sum)) {
            throw new AssertionError("never: it keeps the work from being left out");
        }
    }

    private static double work(int start, long rounds) {
        double value = start;
        for (long i = 0; i < rounds; i++) {
            value = value * 0.999999 + 1e-6;
        }
        return value;
    }
}
