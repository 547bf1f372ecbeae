package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Batch;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Data that tests make, and how it is opened. */
final class Sources {
    final Path base;
    private final LocalDatasets datasets;

    Sources(Path base) {
        this.base = base;
        this.datasets = new LocalDatasets(List.of(), base.resolve("cache"), true);
    }

    Path file(String name, byte[] bytes) throws IOException {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    Path text(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An image whose left half has one level and whose right half another. */
    Path png(String name, int channels, int height, int width, int left, int right) throws IOException {
        byte[] samples = new byte[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i / channels % width < width / 2 ? left : right);
        }
        return file(name, Png.encode(new Bitmap(channels, height, width, samples)));
    }

    /** As a pipeline opens it. */
    <T extends Batch> Dataset<T> open(String from, DataFormat<T> format) {
        return datasets.open(new DataRef(from, base), format);
    }

    /** As a training opens it, which keeps so many bytes. */
    <T extends Batch> Dataset<T> keep(long bytes, String from, DataFormat<T> format) {
        return datasets.keeping(bytes).open(new DataRef(from, base), format);
    }

    /** The user's error, with these words in it. */
    static void assertRefused(Runnable code, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(code::run)
                .satisfies(e -> assertThat(e.getMessage()).contains(words))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }
}
