package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
