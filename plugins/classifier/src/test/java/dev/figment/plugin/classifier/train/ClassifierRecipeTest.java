package dev.figment.plugin.classifier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.loop.Training;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierRecipeTest {
    @Test
    void theGradientOfEveryParameterAgreesWithDifferences() {
        ClassifierDesign design = new ClassifierDesign(List.of(1L, 6L, 6L), 3, List.of(2), 4, 0, 0.1);
        Labelled<Images> batch = TinyStripes.images(0, 3);
        assertThatCode(() -> new GradientCheck(TinyStripes.MODELS, -2, 2, 2e-3)
                        .objective(
                                design,
                                Map.of(
                                        "images", batch.samples().pixels(),
                                        "labels", batch.labels().indices())))
                .doesNotThrowAnyException();
    }

    @Test
    void itLearnsToTellClassesOfImagesThatItHasNotSeen() {
        Labelled<Images> held = TinyStripes.images(480, 600);
        try (Training<Labelled<Images>> training =
                TinyStripes.start(TinyStripes.recipe(List.of(4)), new TinyStripes())) {
            assertThat(validate(training, held, 0).get("accuracy")).isLessThan(0.7);
            TinyStripes.train(training, 0, 120);
            assertThat(validate(training, held, 0).get("accuracy")).isGreaterThan(0.97);
        }
    }

    private static Map<String, Double> validate(
            Training<Labelled<Images>> training, Labelled<Images> images, long first) {
        return training.validate(training.prepare(images, TinyStripes.at(first)), TinyStripes.at(first));
    }

    @Test
    void validationDoesNotDependOnHowImagesAreBatched() {
        try (Training<Labelled<Images>> training =
                TinyStripes.start(TinyStripes.recipe(List.of(4)), new TinyStripes())) {
            Map<String, Double> whole = validate(training, TinyStripes.images(0, 12), 0);
            Map<String, Double> first = validate(training, TinyStripes.images(0, 9), 0);
            Map<String, Double> rest = validate(training, TinyStripes.images(9, 12), 9);
            whole.forEach((name, value) -> assertThat((9 * first.get(name) + 3 * rest.get(name)) / 12)
                    .as(name)
                    .isCloseTo(value, within(1e-5)));
        }
    }

    @Test
    void aRestoredTrainingGoesOnBitForBit() {
        try (Training<Labelled<Images>> whole = TinyStripes.start(TinyStripes.recipe(List.of(4)), new TinyStripes());
                Training<Labelled<Images>> resumed =
                        TinyStripes.start(TinyStripes.recipe(List.of(4)), new TinyStripes())) {
            TinyStripes.train(whole, 0, 3);
            resumed.restore(whole.state());
            TinyStripes.train(whole, 3, 6);
            TinyStripes.train(resumed, 3, 6);
            assertThat(resumed.export(Map.of()).get("classifier.onnx"))
                    .isEqualTo(whole.export(Map.of()).get("classifier.onnx"));
        }
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        ClassifierRecipe recipe = TinyStripes.recipe(List.of(4, 4, 4));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> TinyStripes.start(recipe, new TinyStripes()))
                .withMessageContaining("stripes: images of 6×6 pixels cannot be halved 3 times");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> recipe.prepare(new TinyStripes(List.of("a", "b", "c"))))
                .withMessageContaining(
                        "the training data has the classes [across, along, none], and this has [a, b, c]");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> TinyStripes.start(TinyStripes.recipe(List.of(4)), new TinyStripes(List.of("one"))))
                .withMessageContaining("needs samples of two classes at least, and there is [one]");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 0.5, 0, channels",
        "4, 0, 0.5, 0, features must be at least 1",
        "4, 8, 1, 0, dropout",
        "4, 8, -0.1, 0, dropout",
        "4, 8, 0, 1, label-smoothing"
    })
    void keysThatMakeNoNetworkAreRefused(int channels, int features, double dropout, double smoothing, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassifierRecipe.Config(List.of(channels), features, dropout, smoothing))
                .withMessageContaining(message);
    }
}
