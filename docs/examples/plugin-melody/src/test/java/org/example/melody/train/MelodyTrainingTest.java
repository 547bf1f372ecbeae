package org.example.melody.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.testkit.GradientCheck;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.StepOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;

class MelodyTrainingTest {
    private static final int BATCH = 8;
    private static final MelodyRecipe RECIPE =
            new MelodyRecipe(new MelodyRecipe.Config(4, 4, 16, 0), TinyMelodies.MODELS);

    /** Texts in memory. */
    private record Tunes(List<String> texts) implements Dataset<Text> {
        @Override
        public String name() {
            return "tunes";
        }

        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public Text read(int[] indices) {
            return new Text(Arrays.stream(indices).mapToObj(texts::get).toList());
        }

        @Override
        public String digest() {
            return "sha256:0";
        }
    }

    private static final Dataset<Contexts> DATA =
            RECIPE.prepare(new Tunes(List.of("K:C\nCDEFGABc|", "K:C\ncBAGFEDC|")));

    private static Training<Contexts> start() {
        return RECIPE.start(new Start<>(DATA, BATCH, OptimizerConfig.adam(0.02), StepOptions.DEFAULT, new Seed(1)));
    }

    private static Position at(long first) {
        return new Position(new Seed(2), first);
    }

    private static double train(Training<Contexts> training, int from, int to) {
        double loss = Double.NaN;
        for (int step = from; step < to; step++) {
            int first = step * BATCH;
            int[] indices = IntStream.range(first, first + BATCH)
                    .map(i -> i % DATA.size())
                    .toArray();
            loss = training.step(training.prepare(DATA.read(indices), at(first)), 0.02)
                    .get("loss");
        }
        return loss;
    }

    @Test
    void theGradientOfEveryParameterAgreesWithDifferences() {
        MelodyNetwork network = new MelodyNetwork(4, 3, 5, 0);
        Contexts batch = DATA.read(new int[] {0, 5, 9});
        assertThatCode(() -> GradientCheck.on(TinyMelodies.MODELS)
                        .objective(
                                network, Map.of("events", batch.events(), "beat", batch.beats(), "next", batch.next())))
                .doesNotThrowAnyException();
    }

    @Test
    void itLearnsTheseTunesByHeart() {
        try (Training<Contexts> training = start()) {
            assertThat(train(training, 0, 1)).isGreaterThan(3);
            assertThat(train(training, 1, 120)).isLessThan(0.5);
        }
    }

    @Test
    void aRestoredTrainingGoesOnBitForBit() {
        try (Training<Contexts> whole = start();
                Training<Contexts> resumed = start()) {
            train(whole, 0, 3);
            resumed.restore(whole.state());
            train(whole, 3, 6);
            train(resumed, 3, 6);
            assertThat(resumed.export(Map.of()).get("melody.onnx"))
                    .isEqualTo(whole.export(Map.of()).get("melody.onnx"));
        }
    }

    @Test
    void aPreviewIsAMelodyToRead() {
        try (Training<Contexts> training = start()) {
            Preview preview = training.preview(DATA.read(new int[] {0}), at(0)).get("melody");
            assertThat(preview)
                    .isInstanceOfSatisfying(
                            Preview.Texts.class,
                            texts -> assertThat(texts.text().texts().get(0))
                                    .startsWith("X:1")
                                    .endsWith("|]"));
        }
    }

    @Test
    void aTextThatIsNoTuneIsNamed() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> RECIPE.prepare(new Tunes(List.of("K:C\nC", "Once upon a time"))))
                .withMessageContaining("tunes: tune 2, line 1");
    }
}
