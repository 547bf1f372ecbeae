package dev.figment.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A zoo whose models are {@link TinyModel}s, with cards. */
final class TinyZoo {
    private TinyZoo() {}

    /** Writes a model, version 1.0.0, for images of 4×4 pixels, and gives its folder. */
    static Path write(Path zoo, String name) throws IOException {
        Path folder = zoo.resolve(name);
        TinyModel.write(folder, 4);
        Files.writeString(folder.resolve("card.yaml"), """
                name: %s
                version: 1.0.0
                task: image-generation
                summary: Two numbers for an image
                plugin: { id: vae, versions: "*" }
                use: vae
                files:
                  encoder.onnx: %s
                  decoder.onnx: %s
                licence: Apache-2.0
                data: { name: none, source: "https://example.org", licence: CC0-1.0, digest: "sha256:00" }
                training: train.yaml
                evaluation: { config: evaluate.yaml, command: figment zoo evaluate %s, metrics: { brightness: 0.25, loss: 3 } }
                limits: [ Knows grey only ]
                """.formatted(
                        name, content(folder.resolve("encoder.onnx")), content(folder.resolve("decoder.onnx")), name));
        return folder;
    }

    /** Adds a golden run of one of its files to a model's card: a difference of 0.1 is allowed. */
    static void addGolden(Path model, String onnx, Path golden) throws IOException {
        Path card = model.resolve("card.yaml");
        Files.writeString(
                card,
                Files.readString(card)
                                .replace(
                                        "files:\n", "files:\n  " + golden.getFileName() + ": " + content(golden) + "\n")
                        + "golden: { " + onnx + ": { file: " + golden.getFileName()
                        + ", absolute: 0.1, relative: 0 } }\n");
    }

    private static String content(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return "{ size: " + bytes.length + ", sha256: " + digest + " }";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
