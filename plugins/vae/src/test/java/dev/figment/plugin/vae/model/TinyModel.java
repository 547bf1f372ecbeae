package dev.figment.plugin.vae.model;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.MatrixProducts;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A model of grey images of 2×3 pixels: two latents, each a weighted sum of the pixels. */
public final class TinyModel {
    public static final int LATENTS = 2;
    static final float[] WEIGHTS = {0.5f, -1, 0.25f, 2, -0.75f, 1, -0.5f, 1.5f, 1, -1, 0.125f, 0.5f};
    private static final Shape IMAGES = Shape.batch("N", 1, 2, 3);

    private TinyModel() {}

    /** Writes both files of a Gaussian model: means by {@link #WEIGHTS}, log-variances half of them. */
    static ModelRef write(Path folder) {
        write(folder, "encoder.onnx", gaussianEncoder());
        write(folder, "decoder.onnx", decoder("latents", LATENTS, "images"));
        return new ModelRef("tiny", folder.getParent());
    }

    static void write(Path folder, String file, Graph graph) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(file), OnnxWriter.write(graph, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Graph gaussianEncoder() {
        return encoder("images", IMAGES, Map.of("mean", x -> x, "log_variance", x -> Activations.neg(x)));
    }

    static Graph encoder(String input, Shape images, Map<String, UnaryOperator<Value>> outputs) {
        Graph graph = new Graph("encoder");
        Value pixels = Layout.flatten(graph.input(input, ElementType.FLOAT32, images));
        Value weights = graph.initializer("weights", Tensor.ofFloats(WEIGHTS, LATENTS, 6));
        Value sums = MatrixProducts.gemm(pixels, false, weights, true);
        outputs.forEach((name, output) -> graph.output(name, output.apply(sums)));
        return graph;
    }

    static Graph decoder(String input, int latents, String output) {
        Graph graph = new Graph("decoder");
        Value values = graph.input(input, ElementType.FLOAT32, Shape.batch("N", latents));
        Value weights = graph.initializer("weights", Tensor.ofFloats(new float[latents * 6], latents, 6));
        if (latents == LATENTS) {
            weights = graph.initializer("columns", Tensor.ofFloats(WEIGHTS, LATENTS, 6));
        }
        Value logits = MatrixProducts.gemm(values, false, weights, false);
        graph.output(output, Layout.reshape(Activations.sigmoid(logits), IMAGES));
        return graph;
    }

    /** Images of random pixels, with names; the same for the same seed. */
    public static Images images(int count, int height, int width) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, count, 1, height, width);
        for (int i = 0; i < pixels.count(); i++) {
            pixels.floats().put(i, (float) new Seed(3).uniform(i));
        }
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> "image-" + i + ".png").toList();
        return new Images(pixels, names);
    }
}
