package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Attributed;
import dev.figment.api.Audio;
import dev.figment.api.Batch;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Records;
import dev.figment.api.Text;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.LabelledFormat.By;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.TextFormat;
import dev.figment.api.error.FigmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files themselves, where they are: in {@code FIGMENT_DATA}, or beside the project in {@code shared/data}. */
class RealDatasetsTest {
    @TempDir
    Path cache;

    private static Path data() {
        String named = System.getenv("FIGMENT_DATA");
        return named == null ? Path.of("../../shared/data") : Path.of(named);
    }

    @ParameterizedTest
    @CsvSource({"data:mnist/test, mnist, 10000, 0.1325", "data:fashion-mnist/test, fashion-mnist, 10000, 0.2868"})
    void areWhatTheRegistrySays(String reference, String folder, int size, double mean) {
        assumeTrue(
                Files.isDirectory(data().resolve(folder)),
                () -> "not run: " + data().resolve(folder).toAbsolutePath() + " is not there; set FIGMENT_DATA");
        Dataset<Images> images = new LocalDatasets(List.of(data()), cache, true)
                .images(new DataRef(reference, cache), ImageFormat.AS_FOUND);
        assertThat(images.size()).isEqualTo(size);
        double sum = 0;
        for (int from = 0; from < size; from += 1000) {
            int[] indices = java.util.stream.IntStream.range(from, from + 1000).toArray();
            for (float value : images.read(indices).pixels().toFloatArray()) {
                sum += value;
            }
        }
        assertThat(sum / size / 28 / 28).isCloseTo(mean, org.assertj.core.api.Assertions.within(5e-4));
    }

    private <T extends Batch> Dataset<T> open(String reference, DataFormat<T> format) {
        String folder = reference.substring(5, reference.indexOf('/'));
        assumeTrue(
                Files.isDirectory(data().resolve(folder)),
                () -> "not run: " + data().resolve(folder).toAbsolutePath() + " is not there; set FIGMENT_DATA");
        return new LocalDatasets(List.of(data()), cache, true).open(new DataRef(reference, cache), format);
    }

    @Test
    void facadesArePairsOfAPhotographAndAMapOfFewColours() {
        Dataset<ImagePairs> facades =
                open("data:facades/val", new PairFormat(PairFormat.Input.RIGHT, ImageFormat.AS_FOUND));
        assertThat(facades.size()).isEqualTo(100);
        ImagePairs pairs = facades.read(new int[] {0, 99});
        assertThat(pairs.input().pixels().shape()).containsExactly(2, 3, 256, 256);
        // Flat colours: neighbours in a row of the map are mostly alike, in a photograph they are not.
        assertThat(flat(pairs.input())).isGreaterThan(1.5 * flat(pairs.target()));
    }

    private static double flat(Images images) {
        float[] values = images.pixels().toFloatArray();
        int alike = 0;
        for (int i = 1; i < values.length; i++) {
            alike += Math.abs(values[i] - values[i - 1]) < 0.01 ? 1 : 0;
        }
        return alike / (double) values.length;
    }

    @Test
    void foldersOfClassesAndPgmFilesAreRead() {
        Dataset<Labelled<Images>> photos =
                open("data:cifar10-subset/test", new LabelledFormat<>(By.FOLDER, ImageFormat.AS_FOUND));
        assertThat(photos.size()).isEqualTo(1360);
        Labelled<Images> last = photos.read(new int[] {1359});
        assertThat(last.labels().classes()).hasSize(10).startsWith("airplane").endsWith("truck");
        assertThat(last.labels().indices().toLongArray()).containsExactly(9);
        Dataset<Labelled<Images>> faces =
                open("data:olivetti-faces/all", new LabelledFormat<>(By.FOLDER, ImageFormat.AS_FOUND));
        assertThat(faces.size()).isEqualTo(400);
        assertThat(faces.read(new int[] {399}).samples().pixels().shape()).containsExactly(1, 1, 112, 92);
        assertThat(faces.read(new int[] {399}).labels().classes()).hasSize(40).startsWith("s1", "s2");
    }

    @Test
    void facesHaveTheAttributesOfTheirTable() {
        Dataset<Attributed<Images, Records>> faces = open(
                "data:olivetti-faces/all/attributes.tsv",
                new AttributeFormat(ImageFormat.AS_FOUND, "file", List.of("glasses", "subject")));
        assertThat(faces.size()).isEqualTo(400);
        Attributed<Images, Records> all =
                faces.read(java.util.stream.IntStream.range(0, 400).toArray());
        assertThat(all.attributes().rows().stream()
                        .filter(row -> row.get("glasses").equals("1")))
                .hasSize(119);
        assertThat(all.attributes().rows().get(399)).containsEntry("subject", "40");
    }

    @Test
    void digitsOfMnistHaveTheirLabels() {
        Labelled<Images> digits = open("data:mnist/test", new LabelledFormat<>(By.FOLDER, ImageFormat.AS_FOUND))
                .read(new int[] {0, 1, 2});
        assertThat(digits.labels().indices().toLongArray()).containsExactly(7, 2, 1);
    }

    @Test
    void spokenDigitsAreLabelledByTheirNames() {
        Dataset<Labelled<Audio>> digits =
                open("data:spoken-digits/all", new LabelledFormat<>(By.NAME, new AudioFormat(8000, 4000, 4000)));
        assertThat(digits.size()).isGreaterThanOrEqualTo(3000);
        assertThat(digits.read(new int[] {0}).labels().classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    /** The 16 kHz files were made from those of 44.1 kHz by Fourier transform; both have what lies below 7 kHz. */
    @Test
    void resamplingAgreesWithAnotherResampler() {
        Audio made =
                open("data:piano-notes/all", new AudioFormat(0, 8000, 8000)).read(new int[] {0});
        String original = "../wav44k/" + made.names().get(0);
        Audio resampled = open("data:piano-notes/all/" + original, new AudioFormat(16_000, 8000, 8000))
                .read(new int[] {0});
        float[] expected = made.samples().toFloatArray();
        float[] found = resampled.samples().toFloatArray();
        double signal = 0;
        double error = 0;
        for (int i = 100; i < 7900; i++) {
            signal += expected[i] * expected[i];
            error += (expected[i] - found[i]) * (expected[i] - found[i]);
        }
        assertThat(10 * Math.log10(signal / error)).isGreaterThan(35);
    }

    @Test
    void sensorsHaveTheirWindowsAndTheirGapsAreFound() {
        SeriesFormat.Gaps split = SeriesFormat.Gaps.SPLIT;
        String machine = "data:nab-sensors/all/realKnownCause/machine_temperature_system_failure.csv";
        assertThat(open(machine, SeriesFormat.of(64).timed("timestamp", split)).size())
                .isEqualTo(22_695 - 2 * 63);
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> open(machine, SeriesFormat.of(64).timed("timestamp", SeriesFormat.Gaps.REFUSE)))
                .withMessageContaining("is not later than");
        assertThat(open(
                                "data:time-series/airline-passengers",
                                SeriesFormat.of(12).timed("Month", split))
                        .size())
                .isEqualTo(144 - 11);
        assertThat(open("data:nab-sensors/all", SeriesFormat.of(1).timed("timestamp", split))
                        .size())
                .isEqualTo(365_558);
    }

    @Test
    void textsAndObjectsAreRead() {
        Dataset<Text> shakespeare =
                open("data:tinyshakespeare/all", new TextFormat(TextFormat.Split.FILE, "text", 256, 256));
        assertThat(shakespeare.size()).isEqualTo(1_115_394 / 256);
        assertThat(shakespeare.read(new int[] {0}).texts().get(0)).startsWith("First Citizen:\nBefore we proceed");
        assertThat(open("data:english-books/all", new TextFormat(TextFormat.Split.FILE, "text", 0, 0))
                        .size())
                .isEqualTo(33);
        Dataset<Records> preferences =
                open("data:preferences/all", new RecordFormat(List.of("instruction", "chosen", "rejected")));
        assertThat(preferences.size()).isEqualTo(1100);
        assertThat(preferences.read(new int[] {0}).rows().get(0)).containsKey("input");
    }
}
