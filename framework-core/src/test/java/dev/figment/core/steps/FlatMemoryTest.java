package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Sink;
import dev.figment.api.Step;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many images flow by, only a few batches are alive at any time. */
class FlatMemoryTest {
    private static final ComponentRef MODEL = new ComponentRef("model");

    /** One is being made, one is on its way, and a step may hold one more. */
    private static final int A_FEW = 4;

    private final Flow.Twice model = new Flow.Twice(4, 4);
    private final List<WeakReference<Tensor>> tensors = new ArrayList<>();
    private final List<Integer> alive = new ArrayList<>();

    @TempDir
    Path folder;

    /** Counts the batches that are still held each time that ten more have been read. */
    private <T extends Batch> T note(T batch, Tensor tensor) {
        tensors.add(new WeakReference<>(tensor));
        if (tensors.size() % 10 == 0) {
            System.gc();
            alive.add((int) tensors.stream()
                    .filter(reference -> reference.get() != null)
                    .count());
        }
        return batch;
    }

    private Step<?, ?> reading(Dataset<Images> images, int batch) {
        Dataset<Images> noting = new Dataset<>() {
            @Override
            public String name() {
                return images.name();
            }

            @Override
            public int size() {
                return images.size();
            }

            @Override
            public Images read(int[] indices) {
                Images read = images.read(indices);
                return note(read, read.pixels());
            }

            @Override
            public String digest() {
                return images.digest();
            }
        };
        Datasets datasets = new Datasets() {
            @Override
            @SuppressWarnings("unchecked") // It is asked for images alone.
            public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
                return (Dataset<T>) noting;
            }
        };
        return new ReadImages(new ReadImages.Config(new DataRef("images", folder), 4, 1, batch, null), datasets);
    }

    private Dataset<Images> open(String name) {
        return Flow.datasets(folder).images(new DataRef(name, folder), new dev.figment.api.data.ImageFormat(1, 4, 4));
    }

    private void assertFlat(int batches) {
        assertThat(tensors).hasSize(batches);
        assertThat(alive).hasSize(batches / 10).allMatch(count -> count <= A_FEW);
    }

    @Test
    void readsAFolderOf2000ImagesInTheMemoryOfAFew() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        byte[] png = Png.encode(new Bitmap(1, 4, 4, new byte[16]));
        for (int i = 0; i < 2000; i++) {
            Files.write(folder.resolve("d/" + i + ".png"), png);
        }
        Flow.run(
                reading(open("d"), 20),
                new Encode<>(new Encode.Config(MODEL), model),
                new WriteNumbers(new WriteNumbers.Config(Flow.to(folder, "out/latents.csv"))),
                new Decode<>(new Decode.Config(MODEL), model),
                new WriteImages(new WriteImages.Config(Flow.to(folder, "out/images"))),
                new WriteGif(new WriteGif.Config(Flow.to(folder, "out/all.gif"), 12, 1, false)),
                new WriteGrid(new WriteGrid.Config(Flow.to(folder, "out/grid.png"), null, 1, 0, 1)));
        assertFlat(100);
        assertThat(folder.resolve("out/images").toFile().list()).hasSize(2000);
    }

    @Test
    void reads60000ImagesOfAnIdxFileInTheMemoryOfAFew() throws IOException {
        int count = 60_000;
        ByteBuffer idx = ByteBuffer.allocate(16 + 16 * count);
        idx.putInt(0x803).putInt(count).putInt(4).putInt(4);
        Files.write(folder.resolve("images"), idx.array());
        Flow.run(
                reading(open("images"), 256),
                new Reconstruct(new Reconstruct.Config(MODEL), model, model),
                new Encode<>(new Encode.Config(MODEL), model),
                new WriteNumbers(new WriteNumbers.Config(Flow.to(folder, "latents.csv"))));
        assertFlat(235);
    }

    @Test
    void walksInTheMemoryOfAFew() {
        int pairs = 200;
        Transform<Latents, Latents> noting = (batch, at) -> note(batch, batch.mean());
        Sink<Latents> numbers = new WriteNumbers(new WriteNumbers.Config(Flow.to(folder, "walk.json")));
        Flow.run(
                new SampleLatents(new SampleLatents.Config(MODEL, pairs + 1, 50), model),
                new Interpolate(new Interpolate.Config(12, Interpolate.Mode.SPHERICAL, false)),
                noting,
                numbers);
        assertFlat(pairs);
    }
}
