package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Training;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings as the loop runs them. */
class RecipeTest {
    private final Images held = TinyImages.images(1000, 1020);

    static Stream<Named<Recipe<Images>>> recipes() {
        return Stream.of(Named.of("autoencoder", TinyImages.autoencoder()), Named.of("vae", TinyImages.vae()));
    }

    private static byte[][] files(Training<Images> training) {
        Map<String, byte[]> files = training.export(Map.of());
        return new byte[][] {files.get("encoder.onnx"), files.get("decoder.onnx")};
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void stepsLowerTheLossOfImagesThatWereNotSeen(Recipe<Images> recipe) {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            double before =
                    TinyImages.validate(training, held, TinyImages.at(0)).get("loss");
            TinyImages.train(training, 0, 60);
            assertThat(TinyImages.validate(training, held, TinyImages.at(0)).get("loss"))
                    .isLessThan(0.9 * before);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theSameSeedGivesTheSameFilesAndAnotherSeedOthers(Recipe<Images> recipe) {
        try (Training<Images> one = TinyImages.start(recipe, new Seed(1));
                Training<Images> same = TinyImages.start(recipe, new Seed(1));
                Training<Images> other = TinyImages.start(recipe, new Seed(2))) {
            List.of(one, same, other).forEach(training -> TinyImages.train(training, 0, 5));
            assertThat(files(same)).isDeepEqualTo(files(one));
            assertThat(files(other)[0]).isNotEqualTo(files(one)[0]);
            assertThat(files(other)[1]).isNotEqualTo(files(one)[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRestoredTrainingGoesOnBitForBit(Recipe<Images> recipe) {
        try (Training<Images> whole = TinyImages.start(recipe, new Seed(1));
                Training<Images> resumed = TinyImages.start(recipe, new Seed(9))) {
            TinyImages.train(whole, 0, 4);
            Map<String, Tensor> state = whole.state();
            TinyImages.train(whole, 4, 8);
            resumed.restore(state);
            TinyImages.train(resumed, 4, 8);
            assertThat(files(resumed)).isDeepEqualTo(files(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void severalStepsAtOnceAreThoseOneByOneBitForBit(Recipe<Images> recipe) {
        try (Training<Images> single = TinyImages.start(recipe, new Seed(1));
                Training<Images> several = TinyImages.start(recipe, new Seed(1))) {
            TinyImages.train(single, 0, 8);
            TinyImages.train(several, 0, 2);
            List<Map<String, Double>> metrics = TinyImages.trainAtOnce(several, 2, 7);
            TinyImages.train(several, 7, 8);
            assertThat(metrics)
                    .hasSize(5)
                    .allSatisfy(step -> assertThat(step.get("loss")).isFinite());
            assertThat(files(several)).isDeepEqualTo(files(single));
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void validationDoesNotDependOnHowImagesAreBatched(Recipe<Images> recipe) {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            Map<String, Double> whole = TinyImages.validate(training, TinyImages.images(0, 12), TinyImages.at(0));
            Map<String, Double> first = TinyImages.validate(training, TinyImages.images(0, 9), TinyImages.at(0));
            Map<String, Double> rest = TinyImages.validate(training, TinyImages.images(9, 12), TinyImages.at(9));
            whole.forEach((name, value) -> assertThat((9 * first.get(name) + 3 * rest.get(name)) / 12)
                    .as(name)
                    .isCloseTo(value, within(1e-5)));
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void validationChangesNothing(Recipe<Images> recipe) {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            TinyImages.train(training, 0, 2);
            byte[][] before = files(training);
            Map<String, Double> metrics = TinyImages.validate(training, held, TinyImages.at(0));
            assertThat(TinyImages.validate(training, held, TinyImages.at(0))).isEqualTo(metrics);
            assertThat(files(training)).isDeepEqualTo(before);
        }
    }

    private Images preview(Training<Images> training, String name) {
        return ((Preview.Picture) training.preview(held, TinyImages.at(0)).get(name)).images();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void thePreviewShowsEachImageAboveItsReconstruction(Recipe<Images> recipe) {
        try (Training<Images> training = TinyImages.start(recipe, new Seed(1))) {
            Preview.Picture preview =
                    (Preview.Picture) training.preview(held, TinyImages.at(0)).get("reconstruction");
            assertThat(preview.stack()).isEqualTo(2);
            assertThat(preview.images().size()).isEqualTo(2 * held.size());
            assertThat(preview.images().pixels().rows(6, 7).bytes())
                    .isEqualTo(held.pixels().rows(3, 4).bytes());
            assertThat(preview.images().pixels().rows(7, 8).bytes())
                    .isNotEqualTo(preview.images().pixels().rows(9, 10).bytes());
        }
    }

    @Test
    void theVaesPreviewShowsSamplesOfThePriorToo() {
        try (Training<Images> training = TinyImages.start(TinyImages.vae(), new Seed(1))) {
            Images samples = preview(training, "samples");
            assertThat(samples.size()).isEqualTo(2 * held.size());
            assertThat(preview(training, "samples").pixels().bytes())
                    .as("a second preview of the same")
                    .isEqualTo(samples.pixels().bytes());
            assertThat(samples.pixels().rows(1, 2).bytes())
                    .as("samples differ")
                    .isNotEqualTo(samples.pixels().rows(0, 1).bytes());
        }
    }

    @Test
    void anAutoencoderWithoutAPriorShowsNoSamples() {
        try (Training<Images> training = TinyImages.start(TinyImages.autoencoder(), new Seed(1))) {
            assertThat(training.preview(held, TinyImages.at(0))).containsOnlyKeys("reconstruction");
        }
    }
}
