package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the zoo's models and writes down what went in and what came out, for {@code node/compare.js}: {@code cases.json},
 * and for each tensor a file of little-endian FLOAT32. Latents are drawn from N(0, I); images are what the decoders make
 * of them. Arguments: the repository's root, the folder to write to.
 */
public final class NodeCases {
    private static final List<String> MODELS = List.of("digits-vae", "mnist-autoencoder");
    private static final int SAMPLES = 100;

    private final Path folder;
    private final List<Map<String, Object>> cases = new ArrayList<>();

    private NodeCases(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Path zoo = Path.of(args[0], "zoo").toAbsolutePath().normalize();
        NodeCases writer = new NodeCases(Files.createDirectories(Path.of(args[1])));
        try (OnnxModels models = OnnxModels.on(Device.CPU)) {
            for (String name : MODELS) {
                ModelRef model = new ModelRef(name, zoo);
                Path files = zoo.resolve(name);
                Model decoder = models.load(model, "decoder.onnx");
                Tensor latents = Tensor.allocate(
                        ElementType.FLOAT32, SAMPLES, decoder.inputs().get(0).sampleShape()[0]);
                new Seed(7).fillNormal(latents.floats());
                Map<String, Tensor> images =
                        writer.run(files.resolve("decoder.onnx"), decoder, Map.of("latents", latents));
                writer.run(
                        files.resolve("encoder.onnx"),
                        models.load(model, "encoder.onnx"),
                        Map.of("images", requireNonNull(images.get("images"))));
            }
        }
        Files.write(writer.folder.resolve("cases.json"), new JsonMapper().writeValueAsBytes(writer.cases));
        System.out.println(writer.cases.size() + " cases in " + args[1]);
    }

    private Map<String, Tensor> run(Path file, Model model, Map<String, Tensor> inputs) throws IOException {
        Map<String, Tensor> outputs = model.run(inputs);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("model", file.toString());
        described.put("inputs", write(inputs));
        described.put("outputs", write(outputs));
        cases.add(described);
        return outputs;
    }

    private List<Map<String, Object>> write(Map<String, Tensor> tensors) throws IOException {
        List<Map<String, Object>> described = new ArrayList<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            String file = cases.size() + "-" + entry.getKey() + ".f32";
            ByteBuffer bytes = ByteBuffer.allocate(tensor.bytes().capacity()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.floats());
            Files.write(folder.resolve(file), bytes.array());
            described.add(Map.of("name", entry.getKey(), "shape", tensor.shape(), "file", file));
        }
        return described;
    }
}
