package dev.figment.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A model's folder with a card, one file, which is no model, and an evaluation that measures a picture. */
final class TinyCard {
    private static final byte[] CONTENT = "onnx!".getBytes(StandardCharsets.UTF_8);

    private TinyCard() {}

    static void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("encoder.onnx"), CONTENT);
        Files.write(folder.resolve("picture.png"), TinyImage.png(4, 51));
        Files.writeString(folder.resolve("evaluate.yaml"), """
                name: tiny-evaluation
                steps:
                  - read-images: { from: picture.png }
                  - measure-brightness: {}
                """);
        Files.writeString(folder.resolve("card.yaml"), """
                name: %s
                version: 1.2.0
                task: image-generation
                summary: Digits from 16 numbers
                plugin: { id: vae, versions: ">=0.1" }
                use: vae
                files:
                  encoder.onnx: { size: 5, sha256: %s }
                licence: Apache-2.0
                data:
                  name: MNIST
                  source: https://example.org/mnist
                  licence: CC-BY-SA-3.0
                  digest: "sha256:00"
                training: configs/train/tiny.yaml
                evaluation:
                  config: evaluate.yaml
                  command: figment zoo evaluate %s
                  metrics: { brightness: 0.25, never measured: 3 }
                limits: [ Knows digits only ]
                """.formatted(name, sha256(), name));
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
