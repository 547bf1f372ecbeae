package dev.figment.cli;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/** The ONNX files of a VAE that keeps the first two pixels of an image and repeats them. */
final class TinyModel {
    private TinyModel() {}

    /** Writes encoder and decoder for grey images with this many pixels a side (an even number). */
    static void write(Path folder, int side) throws IOException {
        write(folder, side, Map.of());
    }

    /** As above, with metadata. */
    static void write(Path folder, int side, Map<String, String> metadata) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("encoder.onnx"), encoder(side, metadata));
        Files.write(folder.resolve("decoder.onnx"), decoder(side, metadata));
    }

    static byte[] encoder(int side) {
        return encoder(side, Map.of());
    }

    private static byte[] encoder(int side, Map<String, String> metadata) {
        Graph graph = new Graph("encoder");
        Value images = graph.input("images", ElementType.FLOAT32, Shape.batch("n", 1, side, side));
        Value mean = Layout.slice(Layout.flatten(images), 1, 0, 2);
        graph.output("mean", mean);
        graph.output("log_variance", Arithmetic.mul(mean, 0.5f));
        return OnnxWriter.write(graph, metadata);
    }

    static byte[] decoder(int side, Map<String, String> metadata) {
        Graph graph = new Graph("decoder");
        Value latents = graph.input("latents", ElementType.FLOAT32, Shape.batch("n", 2));
        Value repeated = Layout.concat(Collections.nCopies(side * side / 2, latents), 1);
        graph.output("images", Layout.reshape(repeated, Shape.batch("n", 1, side, side)));
        return OnnxWriter.write(graph, metadata);
    }
}
