package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ONNX files that a training ends with. */
class ExportedFilesTest {
    private static final Map<String, String> METADATA =
            Map.of("config.seed", "1", "data-digest.train", "sha256:0", "figment-version", "0.1.0");
    private static final int COUNT = 7;

    private final Images images = TinyImages.images(0, COUNT);

    static Stream<Named<Recipe<Images>>> recipes() {
        return RecipeTest.recipes();
    }

    /** {@code onnx.checker.check_model(path, full_check=True)}. */
    @ParameterizedTest
    @MethodSource("recipes")
    void passTheOfficialCheckerWithFullShapeInference(Recipe<Images> recipe, @TempDir Path folder) throws IOException {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            for (Map.Entry<String, byte[]> file : training.export(METADATA).entrySet()) {
                Path path = Files.write(folder.resolve(file.getKey()), file.getValue());
                assertThatCode(() -> onnx.check_model(path.toString(), true, false, true))
                        .as(file.getKey())
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void sayWhereTheyComeFromAndTakeBatchesOfAnySize(Recipe<Images> recipe) {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            training.export(METADATA).forEach((name, bytes) -> {
                try (Model model = TinyImages.MODELS.compile(bytes, name)) {
                    assertThat(model.metadata()).containsAllEntriesOf(METADATA);
                    assertThat(model.inputs()).allMatch(input -> input.shape().get(0) == -1);
                    assertThat(model.outputs())
                            .allMatch(output -> output.shape().get(0) == -1);
                }
            });
        }
    }

    @Test
    void haveTheNamesThatTheComponentsAskFor() {
        try (Training<Images> training = TinyImages.start(TinyImages.vae(), new Seed(1));
                Model encoder = compile(training, "encoder.onnx");
                Model decoder = compile(training, "decoder.onnx")) {
            assertThat(encoder.inputs()).extracting(TensorSpec::toString).containsExactly("images FLOAT32[?, 1, 2, 3]");
            assertThat(encoder.outputs())
                    .extracting(TensorSpec::toString)
                    .containsExactly("mean FLOAT32[?, 2]", "log_variance FLOAT32[?, 2]");
            assertThat(decoder.inputs()).extracting(TensorSpec::toString).containsExactly("latents FLOAT32[?, 2]");
            assertThat(decoder.outputs())
                    .extracting(TensorSpec::toString)
                    .containsExactly("images FLOAT32[?, 1, 2, 3]");
        }
    }

    @Test
    void computeTheTrainedAutoencodersError() {
        try (Training<Images> training = TinyImages.start(TinyImages.autoencoder(), new Seed(1))) {
            TinyImages.train(training, 0, 5);
            double expected =
                    TinyImages.validate(training, images, TinyImages.at(0)).get("mse");
            try (Model encoder = compile(training, "encoder.onnx");
                    Model decoder = compile(training, "decoder.onnx")) {
                Tensor mean = encoder.run(Map.of("images", images.pixels())).get("mean");
                Tensor decoded = decoder.run(Map.of("latents", mean)).get("images");
                double squared = 0;
                for (int i = 0; i < decoded.count(); i++) {
                    squared += Math.pow(
                            decoded.floats().get(i) - images.pixels().floats().get(i), 2);
                }
                assertThat(squared / decoded.count()).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void computeTheTrainedVaesTerms() {
        try (Training<Images> training = TinyImages.start(TinyImages.vae(), new Seed(1))) {
            TinyImages.train(training, 0, 5);
            Map<String, Double> expected = TinyImages.validate(training, images, TinyImages.at(0));
            try (Model encoder = compile(training, "encoder.onnx");
                    Model decoder = compile(training, "decoder.onnx")) {
                Map<String, Tensor> code = encoder.run(Map.of("images", images.pixels()));
                Tensor latents = Tensor.ofFloats(new float[COUNT * TinyImages.LATENTS], COUNT, TinyImages.LATENTS);
                double divergence = 0;
                for (int i = 0; i < COUNT; i++) {
                    TinyImages.at(0).seed(i).fillNormal(latents.rows(i, i + 1).floats());
                }
                for (int k = 0; k < latents.count(); k++) {
                    double mean = code.get("mean").floats().get(k);
                    double logVariance = code.get("log_variance").floats().get(k);
                    double noise = latents.floats().get(k);
                    latents.floats().put(k, (float) (mean + Math.exp(logVariance / 2) * noise));
                    divergence += (mean * mean + Math.exp(logVariance) - 1 - logVariance) / 2;
                }
                Tensor decoded = decoder.run(Map.of("latents", latents)).get("images");
                double entropy = 0;
                for (int k = 0; k < decoded.count(); k++) {
                    double x = images.pixels().floats().get(k);
                    double p = decoded.floats().get(k);
                    entropy -= x * Math.log(p) + (1 - x) * Math.log(1 - p);
                }
                assertThat(divergence / COUNT).isCloseTo(expected.get("kl"), within(1e-5));
                assertThat(entropy / COUNT).isCloseTo(expected.get("reconstruction"), within(1e-4));
            }
        }
    }

    private static Model compile(Training<Images> training, String file) {
        return TinyImages.MODELS.compile(training.export(METADATA).get(file), file);
    }
}
