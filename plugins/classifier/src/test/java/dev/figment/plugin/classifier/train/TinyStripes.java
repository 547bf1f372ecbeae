package dev.figment.plugin.classifier.train;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Grey images of 6×6 pixels with stripes across, along or none, and noise: three classes. */
public record TinyStripes(List<String> classes) implements Dataset<Labelled<Images>> {
    public static final Models MODELS = OnnxModels.on(Device.CPU);
    static final int BATCH = 12;
    private static final int SIDE = 6;
    private static final List<String> NAMES = List.of("across", "along", "none");

    TinyStripes() {
        this(NAMES);
    }

    @Override
    public String name() {
        return "stripes";
    }

    @Override
    public int size() {
        return 600;
    }

    @Override
    public Labelled<Images> read(int[] indices) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, indices.length, 1, SIDE, SIDE);
        long[] labels = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            labels[i] = indices[i] % classes.size();
            for (int k = 0; k < SIDE * SIDE; k++) {
                int stripe = labels[i] == 0 ? k / SIDE % 2 : labels[i] == 1 ? k % SIDE % 2 : 0;
                double noise = 0.4 * new Seed(3).at(indices[i]).uniform(k);
                pixels.floats().put(i * SIDE * SIDE + k, (float) (0.5 * stripe + noise));
            }
        }
        return new Labelled<>(Images.of(pixels), new Labels(Tensor.ofLongs(labels, labels.length), classes));
    }

    @Override
    public String digest() {
        return "sha256:0";
    }

    public static Labelled<Images> images(int from, int to) {
        return new TinyStripes().read(IntStream.range(from, to).toArray());
    }

    static Position at(long first) {
        return new Position(new Seed(1), first);
    }

    static Training<Labelled<Images>> start(ClassifierRecipe recipe, Dataset<Labelled<Images>> data) {
        return recipe.start(
                new Start<>(recipe.prepare(data), BATCH, OptimizerConfig.adam(5e-3), StepOptions.DEFAULT, new Seed(1)));
    }

    static ClassifierRecipe recipe(List<Integer> channels) {
        return new ClassifierRecipe(new ClassifierRecipe.Config(channels, 8, 0.25, 0.05), MODELS);
    }

    static void train(Training<Labelled<Images>> training, int from, int to) {
        for (int i = from; i < to; i++) {
            Labelled<Images> batch = images(i * BATCH % 480, i * BATCH % 480 + BATCH);
            training.step(training.prepare(batch, at((long) i * BATCH)), 5e-3);
        }
    }

    /** The file of a classifier that has learned them. */
    public static byte[] trained() {
        try (Training<Labelled<Images>> training = start(recipe(List.of(4)), new TinyStripes())) {
            train(training, 0, 120);
            return training.export(Map.of()).get("classifier.onnx");
        }
    }
}
