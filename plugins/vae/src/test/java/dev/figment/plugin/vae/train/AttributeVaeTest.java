package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Annotated;
import dev.figment.api.Attribute;
import dev.figment.api.Attributes;
import dev.figment.api.Images;
import dev.figment.api.Labels;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.ConditionalVae;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeVaeTest {
    private static final ConditionalVaeRecipe.Config CONFIG = new ConditionalVaeRecipe.Config(
            TinyImages.LATENTS, TinyImages.NETWORKS, new Bernoulli(), 1, 0, 0, 1, Binarization.NONE);

    private static Training<Annotated<Images>> trained(int steps) {
        ConditionalVaeRecipe recipe = new ConditionalVaeRecipe(CONFIG, TinyImages.MODELS);
        Training<Annotated<Images>> training = recipe.start(new Start<>(
                recipe.prepare(new TinyAttributes(100)),
                TinyImages.BATCH,
                OptimizerConfig.adam(1e-2),
                StepOptions.DEFAULT,
                new Seed(1)));
        for (int i = 0; i < steps; i++) {
            Annotated<Images> batch = TinyAttributes.between(i * TinyImages.BATCH, (i + 1) * TinyImages.BATCH);
            training.step(training.prepare(batch, TinyImages.at((long) i * TinyImages.BATCH)), 1e-2);
        }
        return training;
    }

    private static ConditionalVae written(Training<?> training, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file :
                training.export(Map.of("seed", "1")).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return new ConditionalVae(
                new ConditionalVae.Config(new ModelRef(folder.toString(), folder)), TinyImages.MODELS);
    }

    private static Attributes wanted(float... values) {
        return new Attributes(Tensor.ofFloats(values, values.length / 2, 2), TinyAttributes.NAMES);
    }

    @Test
    void theGradientOfEveryParameterAgreesWithDifferences() {
        ConditionalVaeDesign design = new ConditionalVaeDesign(
                TinyImages.BODY,
                new AttributeConditioning(TinyAttributes.NAMES),
                new Bernoulli(),
                CONFIG.bound(),
                Binarization.NONE);
        assertThatCode(() -> GradientCheck.on(TinyImages.MODELS)
                        .objective(design, design.feed(TinyAttributes.between(0, 4), TinyImages.at(0))))
                .doesNotThrowAnyException();
    }

    @Test
    void drawsImagesWithTheAttributesAskedFor(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(600)) {
            ConditionalVae vae = written(training, folder);
            float[][] asked = {{0, 20}, {1, 20}, {0, 70}, {1, 45}};
            Images drawn = vae.generate(wanted(0, 20, 1, 20, 0, 70, 1, 45), TinyImages.at(0));
            for (int i = 0; i < asked.length; i++) {
                float[] pixels = drawn.pixels().rows(i, i + 1).toFloatArray();
                assertThat(pixels[0]).as("left of " + i).isCloseTo(0.15f + 0.7f * asked[i][0], within(0.15f));
                assertThat(pixels[2])
                        .as("right of " + i)
                        .isCloseTo(0.15f + 0.7f * (asked[i][1] - 20) / 50, within(0.15f));
            }
        }
    }

    @Test
    void theSameChanceGivesTheSameImageInAnyBatch(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ConditionalVae vae = written(training, folder);
            Images drawn = vae.generate(wanted(0, 20, 1, 70, 1, 70), TinyImages.at(0));
            Images alone = vae.generate(wanted(1, 70), TinyImages.at(2));
            assertThat(alone.pixels().bytes())
                    .isEqualTo(drawn.pixels().rows(2, 3).bytes())
                    .isNotEqualTo(drawn.pixels().rows(1, 2).bytes());
        }
    }

    @Test
    void theFilesNameTheAttributesAndTheirRanges(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            assertThat(written(training, folder).attributes()).isEqualTo(TinyAttributes.NAMES);
            for (String file : List.of("encoder.onnx", "decoder.onnx")) {
                assertThat(TinyImages.MODELS
                                .load(new ModelRef(folder.toString(), folder), file)
                                .metadata())
                        .containsEntry("seed", "1")
                        .containsEntry("attributes", "left\nright")
                        .containsEntry("attributes.least", "0.0\n20.0")
                        .containsEntry("attributes.most", "1.0\n70.0");
            }
        }
    }

    @Test
    void aModelOfAttributesDrawsNoClasses(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ConditionalVae vae = written(training, folder);
            Labels labels = new Labels(Tensor.ofLongs(new long[] {0}, 1), List.of());
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> vae.generate(labels, TinyImages.at(0)))
                    .withMessageContaining(
                            "the model has no classes: it draws images with the attributes [left, right]")
                    .withMessageContaining("use the step 'sample-attributes'");
        }
    }

    @Test
    void refusesAttributesThatItHasNot(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ConditionalVae vae = written(training, folder);
            Attributes turned = new Attributes(
                    Tensor.ofFloats(new float[] {20, 0}, 1, 2),
                    List.of(TinyAttributes.NAMES.get(1), TinyAttributes.NAMES.get(0)));
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> vae.generate(turned, TinyImages.at(0)))
                    .withMessageContaining("the model has the attributes [left, right], and was given [right, left]");
        }
    }

    @Test
    void anAttributeInWhichAllImagesAreAlikeIsRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> AttributeConditioning.of(
                        List.of(TinyAttributes.NAMES.get(0), new Attribute("hat", 1, 1)), "faces"))
                .withMessage(
                        "faces: all images have the same number in the column 'hat', and an attribute is learned from images that"
                                + " differ in it; leave it out of 'columns', or add images with another number");
    }

    @Test
    void showsSamplesWithTheAttributesOfTheImages() {
        try (Training<Annotated<Images>> training = trained(1)) {
            Map<String, Preview> previews = training.preview(TinyAttributes.between(0, 6), TinyImages.at(0));
            assertThat(previews).containsOnlyKeys("reconstruction", "samples");
            assertThat(((Preview.Picture) previews.get("samples")).images().size())
                    .isEqualTo(12);
        }
    }
}
