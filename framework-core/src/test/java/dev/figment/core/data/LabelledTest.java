package dev.figment.core.data;

import static dev.figment.core.data.Sources.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Audio;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.LabelledFormat.By;
import dev.figment.core.audio.Waves;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTest {
    private static final LabelledFormat<Images> IMAGES = new LabelledFormat<>(By.FOLDER, ImageFormat.AS_FOUND);

    @TempDir
    Path base;

    private Sources sources;

    @BeforeEach
    void begin() {
        sources = new Sources(base);
    }

    @Test
    void foldersAreClasses() throws IOException {
        sources.png("d/dog/1.png", 1, 4, 4, 1, 1);
        sources.png("d/cat/deep/2.png", 1, 4, 4, 2, 2);
        sources.png("d/cat/10.png", 1, 4, 4, 3, 3);
        Dataset<Labelled<Images>> open = sources.open("d", IMAGES);
        Labelled<Images> all = open.read(new int[] {2, 0, 1});
        assertThat(all.labels().classes()).containsExactly("cat", "dog");
        assertThat(all.labels().indices().toLongArray()).containsExactly(1, 0, 0);
        assertThat(all.samples().names()).containsExactly("1.png", "10.png", "2.png");
        String before = open.digest();
        Files.move(base.resolve("d/dog"), base.resolve("d/ape"));
        assertThat(sources.open("d", IMAGES).digest()).isNotEqualTo(before);
    }

    @Test
    void aFolderWithoutClassesOrAClassWithoutFilesIsRefused() throws IOException {
        sources.png("flat/1.png", 1, 4, 4, 1, 1);
        assertRefused(
                () -> sources.open("flat", IMAGES),
                base.resolve("flat") + ": there is no folder in it",
                "set 'labels: name'");
        sources.png("d/dog/1.png", 1, 4, 4, 1, 1);
        sources.text("d/cat/notes.txt", "");
        assertRefused(
                () -> sources.open("d", IMAGES),
                base.resolve("d/cat") + ": there is no image in the folder of this class");
        assertRefused(() -> sources.open("flat/1.png", IMAGES), "labels come from a folder of classes");
    }

    @Test
    void soundsMayHaveTheirLabelsInTheirNames() throws IOException {
        sources.file("d/7_ann_0.wav", Waves.encode(1, 16, 1, 8000, 0.1, 0.2, 0.3, 0.4, 0.5));
        sources.file("d/10_bob_0.wav", Waves.encode(1, 16, 1, 8000, -0.5));
        LabelledFormat<Audio> format = new LabelledFormat<>(By.NAME, new AudioFormat(0, 2, 2));
        Labelled<Audio> all = sources.open("d", format).read(new int[] {0, 1, 2});
        assertThat(all.labels().classes()).containsExactly("7", "10");
        assertThat(all.labels().indices().toLongArray()).containsExactly(0, 0, 1);
        assertThat(all.samples().samples().toFloatArray())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(0.1f, 0.2f, 0.3f, 0.4f, -0.5f, 0);
        sources.file("d/noise.wav", Waves.encode(1, 16, 1, 8000, 0));
        assertRefused(
                () -> sources.open("d", format),
                base.resolve("d/noise.wav") + ": the name of this file has no underscore");
    }

    @Test
    void anIdxFileHasItsLabelsBesideIt() throws IOException {
        sources.file("train-images-idx3-ubyte", Idx.images(3, 4, 4));
        assertRefused(
                () -> sources.open("train-images-idx3-ubyte", IMAGES),
                "the labels of these images are not there: " + base.resolve("train-labels-idx1-ubyte"));
        sources.file("train-labels-idx1-ubyte", labels(5, 0, 2));
        Labelled<Images> all = sources.open("train-images-idx3-ubyte", IMAGES).read(new int[] {2, 0});
        assertThat(all.labels().indices().toLongArray()).containsExactly(2, 5);
        assertThat(all.labels().classes()).containsExactly("0", "1", "2", "3", "4", "5");
        sources.file("train-labels-idx1-ubyte", labels(5, 0));
        assertRefused(() -> sources.open("train-images-idx3-ubyte", IMAGES), "it has 2 labels for 3 images");
        sources.file("train-labels-idx1-ubyte", Idx.images(3, 4, 4));
        assertRefused(() -> sources.open("train-images-idx3-ubyte", IMAGES), "no sound IDX file of labels");
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }
}
