package dev.figment.plugin.vae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.ElementType;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.plugin.vae.model.SeriesVaeFiles;
import dev.figment.plugin.vae.statistics.Moments;
import dev.figment.plugin.vae.statistics.Pca;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.loop.Training;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesVaeTrainingTest {
    private static final TinySeries DATA = new TinySeries(100);

    private static SeriesVaeDesign design(Spread spread, double freeBits) {
        Body body = new Body(List.of(2L, (long) TinySeries.ROWS), 2, TinySeries.NETWORKS);
        return new SeriesVaeDesign(
                body, SeriesScale.of(DATA), 0.5, spread, new Bound(new Divergence(1, 0, freeBits), 1));
    }

    private static Map<String, Tensor> scores(Training<Series> training, Series windows) {
        try (Model model = TinyImages.MODELS.compile(training.export(Map.of()).get(SeriesVaeFiles.SCORES), "scores")) {
            return model.run(Map.of(SeriesVaeFiles.WINDOWS, windows.values()));
        }
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void theGradientOfEveryParameterAgreesWithDifferences(Spread spread) {
        SeriesVaeDesign design = design(spread, 0.2);
        GradientCheck check = new GradientCheck(TinyImages.MODELS, -2, 2, 2e-3);
        Map<String, Tensor> feed = design.feed(TinySeries.windows(0, 3), TinyImages.at(0));
        assertThatCode(() -> check.objective(design, feed)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void stepsLowerTheLossAndFindWhatIsUnusual(Spread spread) {
        Series held = TinySeries.windows(300, 340);
        try (Training<Series> training = TinySeries.start(DATA, spread)) {
            double before = training.validate(training.prepare(held, TinyImages.at(0)), TinyImages.at(0))
                    .get("loss");
            TinySeries.train(training, 0, 300);
            assertThat(training.validate(training.prepare(held, TinyImages.at(0)), TinyImages.at(0))
                            .get("loss"))
                    .isLessThan(0.9 * before);
            // The waves run against each other: each value alone is usual.
            Tensor broken = Tensor.allocate(ElementType.FLOAT32, 40, TinySeries.ROWS, 2);
            FloatBuffer values = broken.floats();
            for (int i = 0; i < values.capacity(); i += 2) {
                values.put(i, held.values().floats().get(i));
                values.put(i + 1, -6 - held.values().floats().get(i + 1));
            }
            double usual = mean(scores(training, held).get(SeriesVaeFiles.NEGATIVE_ELBO));
            double unusual = mean(scores(training, Series.of(broken)).get(SeriesVaeFiles.NEGATIVE_ELBO));
            assertThat(unusual).isGreaterThan(usual + 1);
        }
    }

    private static double mean(Tensor scores) {
        double sum = 0;
        for (float score : scores.toFloatArray()) {
            sum += score;
        }
        return sum / scores.count();
    }

    @Test
    void baselinesAreWhatTheyAreCalled() {
        Series windows = TinySeries.windows(200, 210);
        SeriesScale scale = SeriesScale.of(DATA);
        Pca pca = Pca.of(Moments.of(DATA, series -> scale.standardised(series.values())), 2);
        try (Training<Series> training = TinySeries.start(DATA, Spread.FIXED)) {
            Map<String, Tensor> scores = scores(training, windows);
            FloatBuffer standard = scale.standardised(windows.values()).floats();
            for (int i = 0; i < 10; i++) {
                int last = (i + 1) * TinySeries.ROWS * 2 - 2;
                float z = Math.max(Math.abs(standard.get(last)), Math.abs(standard.get(last + 1)));
                assertThat(scores.get(SeriesVaeFiles.Z).floats().get(i)).isCloseTo(z, within(1e-4f));
                Tensor row = scale.standardised(windows.values().rows(i, i + 1));
                assertThat(scores.get(SeriesVaeFiles.PCA).floats().get(i))
                        .isCloseTo((float) pca.squaredError(row) / 12, within(1e-4f));
            }
        }
    }

    @Test
    void theScoresAreMadeOfEachOther() {
        Series windows = TinySeries.windows(200, 210);
        try (Training<Series> training = TinySeries.start(DATA, Spread.FIXED)) {
            TinySeries.train(training, 0, 20);
            Map<String, Tensor> scores = scores(training, windows);
            for (int i = 0; i < 10; i++) {
                FloatBuffer mean = scores.get("mean").rows(i, i + 1).floats();
                FloatBuffer logVariance =
                        scores.get("log_variance").rows(i, i + 1).floats();
                double kl = 0;
                for (int k = 0; k < 2; k++) {
                    kl += 0.5 * (mean.get(k) * mean.get(k) + Math.exp(logVariance.get(k)) - 1 - logVariance.get(k));
                }
                double error =
                        scores.get(SeriesVaeFiles.RECONSTRUCTION_ERROR).floats().get(i);
                double negativeElbo = 12 * (0.5 * error + 0.5 * Math.log(2 * Math.PI)) + kl;
                assertThat((double) scores.get(SeriesVaeFiles.KL).floats().get(i))
                        .isCloseTo(kl, within(1e-4));
                assertThat((double) scores.get(SeriesVaeFiles.NEGATIVE_ELBO)
                                .floats()
                                .get(i))
                        .isCloseTo(negativeElbo, within(1e-3));
            }
        }
    }

    @Test
    void latentsOfTheTrainingWindowsHaveAMeanSquaredDistanceOfTheirNumber() {
        try (Training<Series> training = TinySeries.start(DATA, Spread.FIXED)) {
            TinySeries.train(training, 0, 200);
            double squares = 0;
            for (float distance : scores(training, TinySeries.windows(0, 100))
                    .get(SeriesVaeFiles.LATENT_DISTANCE)
                    .toFloatArray()) {
                squares += distance * distance / 100;
            }
            // Of two latents; a little less, for what is added to their variances.
            assertThat(squares).isBetween(1.8, 2.001);
        }
    }

    @Test
    void theSameTrainingGivesTheSameFiles() {
        try (Training<Series> one = TinySeries.start(DATA, Spread.SHARED);
                Training<Series> same = TinySeries.start(DATA, Spread.SHARED)) {
            TinySeries.train(one, 0, 4);
            same.restore(one.state());
            TinySeries.train(one, 4, 8);
            TinySeries.train(same, 4, 8);
            Map<String, byte[]> files = one.export(Map.of());
            assertThat(files).containsOnlyKeys(SeriesVaeFiles.SCORES, SeriesVaeFiles.NORMAL_SCORES);
            same.export(Map.of())
                    .forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
            String normal = new String(files.get(SeriesVaeFiles.NORMAL_SCORES), StandardCharsets.UTF_8);
            assertThat(normal.lines()).hasSize(101);
        }
    }

    private record Constant() implements Dataset<Series> {
        @Override
        public String name() {
            return "still";
        }

        @Override
        public int size() {
            return 9;
        }

        @Override
        public Series read(int[] indices) {
            Series waves = TinySeries.windows(0, indices.length);
            FloatBuffer values = waves.values().floats();
            for (int i = 1; i < values.capacity(); i += 2) {
                values.put(i, 73.2f);
            }
            return waves;
        }

        @Override
        public String digest() {
            return "sha256:0";
        }
    }

    @Test
    void aSeriesThatDoesNotVaryIsRefused() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> TinySeries.start(new Constant(), Spread.FIXED))
                .withMessageContaining("still: channel 2 of 2 is 73.2 in all training windows")
                .withMessageContaining("'series.columns'");
    }

    @Test
    void keysThatMakeNoModelAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesVaeRecipe.Config(0, TinySeries.NETWORKS, 1, Spread.FIXED, 1, 0, 0))
                .withMessage("latents must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesVaeRecipe.Config(2, TinySeries.NETWORKS, 0, Spread.FIXED, 1, 0, 0))
                .withMessage("sigma must be a number greater than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesVaeRecipe.Config(2, TinySeries.NETWORKS, 1, Spread.FIXED, -1, 0, 0))
                .withMessageContaining("beta");
    }
}
