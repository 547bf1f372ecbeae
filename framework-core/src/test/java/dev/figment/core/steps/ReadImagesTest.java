package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.figment.api.Batches;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadImagesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void drawImages() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        for (int i = 1; i <= 11; i++) {
            Bitmap bitmap = new Bitmap(1, 1, 2, new byte[] {(byte) i, (byte) (2 * i)});
            Files.write(folder.resolve("d/" + i + ".png"), Png.encode(bitmap));
        }
    }

    private ReadImages step(@Nullable Integer size, @Nullable Integer channels, int batch, @Nullable Integer limit) {
        return new ReadImages(
                new ReadImages.Config(new DataRef("d", folder), size, channels, batch, limit), Flow.datasets(folder));
    }

    private static List<Images> read(ReadImages step) {
        List<Images> all = new ArrayList<>();
        try (Batches<Images> batches = step.open(new Seed(1))) {
            batches.forEachRemaining(all::add);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"256,, 11", "4,, 4 4 3", "11,, 11", "1, 3, 1 1 1", "4, 8, 4 4", "4, 99, 4 4 3"})
    void cutsTheFlowIntoBatchesOfTheSizeAsked(int batch, @Nullable Integer limit, String sizes) {
        List<Images> batches = read(step(null, null, batch, limit));
        assertThat(batches.stream().map(images -> Integer.toString(images.size())))
                .containsExactly(sizes.split(" "));
        int index = 0;
        for (Images images : batches) {
            for (int i = 0; i < images.size(); i++) {
                index++;
                assertThat(images.names().get(i)).isEqualTo(index + ".png");
                assertThat(images.pixels().rows(i, i + 1).toFloatArray())
                        .containsExactly(index / 255f, 2 * index / 255f);
            }
        }
    }

    @Test
    void scalesAndColoursAsAsked() {
        Images images = read(step(1, 3, 2, 1)).get(0);
        assertThat(images.pixels().shape()).containsExactly(1, 3, 1, 1);
        // One pixel of the two is cut off.
        assertThat(images.pixels().toFloatArray()).containsOnly(1 / 255f);
    }

    @Test
    void opensAnewForEachRun() {
        ReadImages step = step(null, null, 8, null);
        assertThat(read(step)).hasSize(2);
        assertThat(read(step)).hasSize(2);
        try (Batches<Images> batches = step(null, null, 11, null).open(new Seed(1))) {
            batches.next();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(batches::next);
        }
    }

    @Test
    void findsWhatIsMissingBeforeItRuns() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Flow.read(folder, "e", 2, 1))
                .withMessageContaining("there is no such file or folder")
                .withMessageContaining("there is: d");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        DataRef from = new DataRef("d", folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadImages.Config(from, 0, 1, 1, null))
                .withMessage("size is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadImages.Config(from, 1, 2, 1, null))
                .withMessage("channels is 1 (grey) or 3 (colour), not 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadImages.Config(from, 1, 1, 0, null))
                .withMessage("batch is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadImages.Config(from, 1, 1, 1, -1))
                .withMessage("limit is at least 1, not -1");
    }
}
