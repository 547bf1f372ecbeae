package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Annotated;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.vae.likelihood.Bernoulli;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.plugin.vae.model.ConditionalVae;
import dev.figment.plugin.vae.model.Vae;
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

class ConditionalVaeTest {
    private static final ConditionalVaeRecipe.Config CONFIG = new ConditionalVaeRecipe.Config(
            TinyImages.LATENTS, TinyImages.NETWORKS, new Bernoulli(), 1, 0, 0, 1, Binarization.NONE);

    private static Training<Annotated<Images>> start(TinyClasses data) {
        ConditionalVaeRecipe recipe = new ConditionalVaeRecipe(CONFIG, TinyImages.MODELS);
        return recipe.start(new Start<>(
                recipe.prepare(data), TinyImages.BATCH, OptimizerConfig.adam(1e-2), StepOptions.DEFAULT, new Seed(1)));
    }

    private static Training<Annotated<Images>> trained(int steps) {
        Training<Annotated<Images>> training = start(new TinyClasses(100, TinyClasses.COLUMNS));
        for (int i = 0; i < steps; i++) {
            Labelled<Images> batch = TinyClasses.between(i * TinyImages.BATCH, (i + 1) * TinyImages.BATCH);
            training.step(training.prepare(batch, TinyImages.at((long) i * TinyImages.BATCH)), 1e-2);
        }
        return training;
    }

    private static ModelRef written(Training<?> training, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : training.export(Map.of()).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return new ModelRef(folder.toString(), folder);
    }

    private static Labels labels(long... indices) {
        return new Labels(Tensor.ofLongs(indices, indices.length), List.of());
    }

    @Test
    void theGradientOfEveryParameterAgreesWithDifferences() {
        ConditionalVaeDesign design = new ConditionalVaeDesign(
                TinyImages.BODY,
                new ClassConditioning(TinyClasses.COLUMNS),
                new Bernoulli(),
                CONFIG.bound(),
                Binarization.NONE);
        assertThatCode(() -> GradientCheck.on(TinyImages.MODELS)
                        .objective(design, design.feed(TinyClasses.between(0, 4), TinyImages.at(0))))
                .doesNotThrowAnyException();
    }

    @Test
    void drawsImagesOfTheClassAskedFor(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(400)) {
            ConditionalVae vae =
                    new ConditionalVae(new ConditionalVae.Config(written(training, folder)), TinyImages.MODELS);
            Images drawn = vae.generate(labels(0, 1, 2, 2), TinyImages.at(0));
            for (int i = 0; i < 4; i++) {
                float[] pixels = drawn.pixels().rows(i, i + 1).toFloatArray();
                int light = Math.min(i, 2);
                for (int column = 0; column < 3; column++) {
                    assertThat(pixels[column])
                            .as("image " + i + ", column " + column)
                            .isBetween(column == light ? 0.6f : 0f, column == light ? 1f : 0.4f);
                }
            }
            assertThat(drawn.pixels().rows(2, 3).bytes())
                    .as("two of one class")
                    .isNotEqualTo(drawn.pixels().rows(3, 4).bytes());
            Images alone = vae.generate(labels(2), TinyImages.at(3));
            assertThat(alone.pixels().bytes())
                    .isEqualTo(drawn.pixels().rows(3, 4).bytes());
        }
    }

    @Test
    void refusesAClassThatItHasNot(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ConditionalVae vae =
                    new ConditionalVae(new ConditionalVae.Config(written(training, folder)), TinyImages.MODELS);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> vae.generate(labels(0, 3), TinyImages.at(0)))
                    .withMessageContaining("the classes 0 to 2, and was asked for class 3");
        }
    }

    @Test
    void namesItsClassesAndHasNoAttributes(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ModelRef model = written(training, folder);
            assertThat(TinyImages.MODELS.load(model, "decoder.onnx").metadata())
                    .containsEntry("classes", "left\nmiddle\nright");
            ConditionalVae vae = new ConditionalVae(new ConditionalVae.Config(model), TinyImages.MODELS);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(vae::attributes)
                    .withMessageContaining("the model has no attributes: it draws images of the classes 0 to 2")
                    .withMessageContaining("use the step 'sample-classes'");
        }
    }

    @Test
    void aModelOfTheOtherKindIsRefusedBothWays(@TempDir Path folder) throws IOException {
        try (Training<Annotated<Images>> training = trained(1)) {
            ModelRef conditional = written(training, folder);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> new Vae(new Vae.Config(conditional), TinyImages.MODELS))
                    .withMessageContaining("needs more than a model of this kind has");
        }
        Path other = Files.createDirectory(folder.resolve("plain"));
        try (Training<Images> training = TinyImages.start(TinyImages.vae(), new Seed(1))) {
            ModelRef plain = written(training, other);
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> new ConditionalVae(new ConditionalVae.Config(plain), TinyImages.MODELS))
                    .withMessageContaining("no FLOAT32 input 'condition'");
        }
    }

    @Test
    void validationDataOfOtherClassesIsRefusedBeforeTheTraining() {
        ConditionalVaeRecipe recipe = new ConditionalVaeRecipe(CONFIG, TinyImages.MODELS);
        recipe.prepare(new TinyClasses(100, TinyClasses.COLUMNS));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> recipe.prepare(new TinyClasses(10, List.of("left", "right"))))
                .withMessageContaining("the training data has the classes [left, middle, right]");
    }

    @Test
    void dataOfOneClassIsRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> start(new TinyClasses(100, List.of("all"))))
                .withMessageContaining("two classes at least, and there is [all]");
    }

    @Test
    void showsSamplesOfEachClass() {
        try (Training<Annotated<Images>> training = trained(1)) {
            Map<String, Preview> previews = training.preview(TinyClasses.between(0, 6), TinyImages.at(0));
            assertThat(previews).containsOnlyKeys("reconstruction", "samples");
            assertThat(((Preview.Picture) previews.get("samples")).images().size())
                    .isEqualTo(12);
        }
    }
}
