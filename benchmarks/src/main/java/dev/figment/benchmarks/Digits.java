package dev.figment.benchmarks;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.data.LocalDatasets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The 60,000 training digits of MNIST from the folder {@code FIGMENT_DATA} or, where there is none, an IDX file of as
 * many random images of the same size: what the networks compute takes as long for either.
 */
final class Digits implements Datasets {
    static final int COUNT = 60_000;

    private final int count;
    private final Dataset<Images> images;

    /** Opens them once; {@link #images} then gives them as if there were {@code count}, from the first again at the end. */
    Digits(int count) throws IOException {
        this.count = count;
        this.images = open();
    }

    private static Dataset<Images> open() throws IOException {
        String folder = System.getenv("FIGMENT_DATA");
        Path cache = Files.createTempDirectory("digits");
        if (folder != null) {
            return new LocalDatasets(List.of(Path.of(folder)), cache, true)
                    .images(new DataRef("data:mnist/train", cache), ImageFormat.AS_FOUND);
        }
        Path file = cache.resolve("images");
        try (OutputStream idx = Files.newOutputStream(file)) {
            idx.write(ByteBuffer.allocate(16)
                    .putInt(0x803)
                    .putInt(COUNT)
                    .putInt(28)
                    .putInt(28)
                    .array());
            byte[] pixels = new byte[COUNT * 28 * 28];
            new Random(7).nextBytes(pixels);
            idx.write(pixels);
            return new LocalDatasets(List.of(), cache, true)
                    .images(new DataRef(file.toString(), cache), ImageFormat.AS_FOUND);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // It is asked for images alone.
    public <T extends Batch> Dataset<T> open(DataRef from, DataFormat<T> format) {
        return (Dataset<T>) new Dataset<Images>() {
            @Override
            public String name() {
                return images.name();
            }

            @Override
            public int size() {
                return count;
            }

            @Override
            public Images read(int[] indices) {
                int[] within = new int[indices.length];
                for (int i = 0; i < indices.length; i++) {
                    within[i] = indices[i] % images.size();
                }
                return images.read(within);
            }

            @Override
            public String digest() {
                return images.digest();
            }
        };
    }
}
