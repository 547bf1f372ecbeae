package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Annotated;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.Audio;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Records;
import dev.figment.api.Series;
import dev.figment.api.Text;
import dev.figment.api.Tokens;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.TextFormat;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code data}, read as {@code figment train} reads them. */
class DataPlanTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    /** Declares types as recipes do. */
    @SuppressWarnings("unused")
    private record Types(
            Labelled<Images> images,
            Labelled<Audio> sounds,
            Labelled<Text> texts,
            Annotated<Images> either,
            Attributed<Images, Attributes> numbers,
            Attributed<Images, Records> fields) {}

    private static Type declared(int index) {
        return Types.class.getRecordComponents()[index].getGenericType();
    }

    private DataConfig config(String keys) throws IOException {
        Path file = Files.writeString(folder.resolve("data.yaml"), "{ train: here, hold-out: 1, " + keys + " }");
        return RecordBinder.bind(
                ConfigReader.ofProcess().read(file, List.of(), problems), DataConfig.class, Set.of(), problems);
    }

    private DataPlan<?> plan(Type medium, String keys) throws IOException {
        DataConfig config = config(keys);
        assertThat(problems.sorted()).isEmpty();
        return DataPlan.of(medium, config);
    }

    @Test
    void trainingImagesAreLargerWhereTheyAreJittered() throws IOException {
        DataPlan<?> plan = plan(Images.class, "size: 256, channels: 3, augment: { jitter: 286, flip: horizontal }");
        assertThat(plan.training()).isEqualTo(new ImageFormat(3, 286, 286));
        assertThat(plan.validation()).isEqualTo(new ImageFormat(3, 256, 256));
    }

    @Test
    void bothKindsOfImagesComeToTheSameShape() throws IOException {
        TestImages large = new TestImages(2, 1, 9, 9);
        TestImages small = new TestImages(2, 1, 6, 6);
        @SuppressWarnings("unchecked")
        DataPlan<Images> jitter = (DataPlan<Images>) plan(Images.class, "size: 6, augment: { jitter: 9 }");
        assertThat(jitter.varied().apply(large).read(new int[1]).height()).isEqualTo(6);
        assertThat(jitter.plain().apply(small).read(new int[1]).height()).isEqualTo(6);
        @SuppressWarnings("unchecked")
        DataPlan<Images> crop = (DataPlan<Images>) plan(Images.class, "augment: { crop: 4 }");
        assertThat(crop.training()).isEqualTo(crop.validation()).isEqualTo(ImageFormat.AS_FOUND);
        assertThat(crop.plain().apply(large).read(new int[1]).width()).isEqualTo(4);
    }

    @Test
    void eachMediumHasItsFormat() throws IOException {
        assertThat(plan(ImagePairs.class, "input: right, size: 8").training())
                .isEqualTo(new PairFormat(PairFormat.Input.RIGHT, new ImageFormat(0, 8, 8)));
        assertThat(plan(declared(0), "labels: name").training())
                .isEqualTo(new LabelledFormat<>(LabelledFormat.By.NAME, ImageFormat.AS_FOUND));
        assertThat(plan(Audio.class, "audio: { rate: 8000, window: 100 }").training())
                .isEqualTo(new AudioFormat(8000, 100, 100));
        assertThat(plan(declared(1), "audio: { window: 100, stride: 50 }").training())
                .isEqualTo(new LabelledFormat<>(LabelledFormat.By.FOLDER, new AudioFormat(0, 100, 50)));
        assertThat(plan(Series.class, "series: { window: 64, time: timestamp, gaps: split }")
                        .training())
                .isEqualTo(SeriesFormat.of(64).timed("timestamp", SeriesFormat.Gaps.SPLIT));
        assertThat(plan(Text.class, "text: { split: line, window: 9, stride: 3 }")
                        .training())
                .isEqualTo(new TextFormat(TextFormat.Split.LINE, "text", 9, 3));
        assertThat(plan(Text.class, "").training()).isEqualTo(new TextFormat(TextFormat.Split.FILE, "text", 0, 0));
        assertThat(plan(Records.class, "fields: [a, b]").training()).isEqualTo(new RecordFormat(List.of("a", "b")));
    }

    @Test
    void annotatedImagesHaveLabelsUnlessATableGivesAttributes() throws IOException {
        assertThat(plan(declared(3), "labels: name, size: 8").training())
                .isEqualTo(new LabelledFormat<>(LabelledFormat.By.NAME, new ImageFormat(0, 8, 8)));
        String table = "attributes: { labels: t.csv, columns: [hat, age], files: image }";
        NumericAttributeFormat format = new NumericAttributeFormat(
                new ImageFormat(0, 8, 8), new DataRef("t.csv", folder), "image", List.of("hat", "age"));
        assertThat(plan(declared(3), "size: 8, " + table).training()).isEqualTo(format);
        assertThat(plan(declared(4), "size: 8, " + table).training()).isEqualTo(format);
    }

    @Test
    void attributesAreNeededWhereARecipeTakesNothingElse() throws IOException {
        DataConfig config = config("");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPlan.of(declared(4), config))
                .withMessage(
                        "attributes is missing: this recipe takes images with attributes; add 'attributes: { labels:"
                                + " TABLE, columns: [COLUMN] }'");
        DataConfig table = config("attributes: { labels: t.csv, columns: [hat] }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPlan.of(declared(0), table))
                .withMessage("attributes is not for this recipe, which takes Labelled of Images; its keys are augment,"
                        + " channels, labels, size");
    }

    @Test
    void keysOfAnotherMediumAreRefused() throws IOException {
        DataConfig config = config("series: { window: 4 }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPlan.of(Images.class, config))
                .withMessage("series is not for this recipe, which takes Images; its keys are augment, channels, size");
        DataConfig sized = config("size: 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPlan.of(declared(1), sized))
                .withMessageContaining("size is not for this recipe, which takes Labelled of Audio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPlan.of(Series.class, config("")))
                .withMessageContaining("series is missing");
    }

    @Test
    void aMediumThatNoDataGivesIsRefused() throws IOException {
        DataConfig config = config("");
        for (Type medium : new Type[] {Tokens.class, declared(2), declared(5)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DataPlan.of(medium, config))
                    .withMessageContaining("no data gives ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "augment: { jitter: 9 } | scales to more pixels than 'size'",
                "size: 9, augment: { jitter: 8 } | scales to more pixels than 'size'",
                "size: 9, augment: { crop: 10 } | augment.crop must not exceed 'size'",
                "size: 9, augment: { crop: 8, jitter: 10 } | jitter and crop exclude each other",
                "augment: { flip: sideways } | cannot be 'sideways'",
                "augment: { noise: { gaussian: [0.3, 0.1] } } | gaussian has its smaller number first",
                "augment: { noise: { gaussian: [-1] } } | gaussian must not be negative",
                "augment: { noise: { poisson: [501] } } | poisson must be from 1 to 500",
                "augment: { noise: { salt-and-pepper: [1.1] } } | salt-and-pepper must be from 0 to 1",
                "augment: { noise: { mask: [-1] } } | mask must be from 0 to 1",
                "audio: { stride: 4 } | stride is for windows",
                "audio: { rate: 0 } | rate must be greater than 0",
                "text: { stride: 4 } | stride is for windows",
                "attributes: { labels: t.csv, columns: [] } | attributes.columns must name at least one",
                "attributes: { labels: t.csv, columns: [a, b, a] } | attributes.columns names a column twice: [a, b, a]",
                "attributes: { labels: t.csv, columns: [' '] } | attributes.columns are names that stand on one line",
                "attributes: { columns: [a] } | the key 'labels' is missing",
                "attributes: { labels: t.csv, columns: [a] }, labels: name | labels and attributes exclude each other",
                "series: { stride: 4 } | the key 'window' is missing",
                "series: { window: 0 } | window must be at least 1",
                "windows: 4 | unknown key 'windows'"
            })
    void badKeysAreNamed(String keys, String message) throws IOException {
        config(keys);
        assertThat(problems.sorted()).singleElement().asString().contains(message);
    }
}
