package dev.figment.plugin.vae.train;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.plugin.vae.body.Mlp;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.train.loop.Looped;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.nn.Activation;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Grey images of 2×3 pixels, each a light or a dark column with some noise, and trainings on them. */
record TinyImages(int size) implements Dataset<Images> {
    static final Models MODELS = OnnxModels.on(Device.CPU);
    static final int BATCH = 8;
    static final int LATENTS = 2;
    static final long PIXELS = 6;

    /** The networks of the trainings. */
    static final CoderBody NETWORKS = new Mlp(List.of(5), Activation.TANH);

    static final Body BODY = new Body(List.of(1L, 2L, 3L), LATENTS, NETWORKS);

    /** No corruption. */
    static final Corruption CLEAN = new Corruption(List.of());

    @Override
    public String name() {
        return "columns";
    }

    @Override
    public Images read(int[] indices) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, indices.length, 1, 2, 3);
        for (int i = 0; i < indices.length; i++) {
            Seed seed = new Seed(2).at(indices[i]);
            for (int k = 0; k < PIXELS; k++) {
                double base = k % 3 == indices[i] % 3 ? 0.8 : 0.1;
                pixels.floats().put(i * (int) PIXELS + k, (float) (base + 0.1 * seed.uniform(k)));
            }
        }
        List<String> names = IntStream.of(indices).mapToObj(i -> "image-" + i).toList();
        return new Images(pixels, names);
    }

    @Override
    public String digest() {
        return "sha256:" + size;
    }

    /** Images {@code from} (inclusive) to {@code to} (exclusive). */
    static Images images(int from, int to) {
        return new TinyImages(to).read(IntStream.range(from, to).toArray());
    }

    static Position at(long first) {
        return new Position(new Seed(17), first);
    }

    static Training<Images> start(Recipe<Images> recipe, Seed seed) {
        return recipe.start(
                new Start<>(new TinyImages(100), BATCH, OptimizerConfig.adam(1e-2), StepOptions.DEFAULT, seed));
    }

    static VaeRecipe vae() {
        return new VaeRecipe(vaeConfig(), MODELS);
    }

    static VaeRecipe.Config vaeConfig() {
        return new VaeRecipe.Config(LATENTS, NETWORKS, new Bernoulli(), 1, 0, 0, 1, Binarization.NONE);
    }

    static AutoencoderRecipe autoencoder() {
        return new AutoencoderRecipe(
                new AutoencoderRecipe.Config(LATENTS, NETWORKS, AutoencoderRecipe.Reconstruction.MSE, List.of()),
                MODELS);
    }

    static Map<String, Double> validate(Training<Images> training, Images images, Position at) {
        return training.validate(training.prepare(images, at), at);
    }

    /** Some steps, each on the next images. */
    static void train(Training<Images> training, int from, int to) {
        for (int i = from; i < to; i++) {
            training.step(prepared(training, i), 1e-2);
        }
    }

    /** The same steps in one execution. */
    static List<Map<String, Double>> trainAtOnce(Training<Images> training, int from, int to) {
        List<Map<String, Tensor>> batches =
                IntStream.range(from, to).mapToObj(i -> prepared(training, i)).toList();
        return ((Looped) training).stepAll(batches, Collections.nCopies(to - from, 1e-2));
    }

    private static Map<String, Tensor> prepared(Training<Images> training, int i) {
        return training.prepare(images(i * BATCH, (i + 1) * BATCH), at((long) i * BATCH));
    }
}
