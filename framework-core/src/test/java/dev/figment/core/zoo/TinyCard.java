package dev.figment.core.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model's folder with a card and one file, which is no model. */
final class TinyCard {
    /** Of {@code onnx!}. */
    static final String SHA_256 = "948e0f0c49bfe031bfd14d4c8dd784b0357af78657bc218c6de3288f943f3394";

    private TinyCard() {}

    static void write(Path folder, String name, String version) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("encoder.onnx"), "onnx!");
        Files.writeString(folder.resolve("card.yaml"), """
                name: %s
                version: %s
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
                training: configs/train/tiny-vae.yaml
                evaluation:
                  config: evaluate.yaml
                  command: figment zoo evaluate tiny-vae
                  metrics: { "-ELBO (nats)": 101.25, KL (nats): 21.5 }
                """.formatted(name, version, SHA_256));
    }
}
