package dev.figment.core.steps;

import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.data.Dataset;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Latents as rows of numbers. */
final class Encoded {
    private static final int BATCH = 256;

    private Encoded() {}

    /** The latent of each image of a dataset, where a Gaussian has its mean: [images][numbers]. */
    static float[][] all(Encoder<Images> encoder, Dataset<Images> images) {
        float[][] all = new float[images.size()][];
        for (int from = 0; from < all.length; from += BATCH) {
            int end = Math.min(from + BATCH, all.length);
            float[][] rows =
                    rows(encoder.encode(images.read(IntStream.range(from, end).toArray())));
            System.arraycopy(rows, 0, all, from, rows.length);
        }
        return all;
    }

    static float[][] rows(Latents encoded) {
        float[][] rows = new float[encoded.size()][];
        FloatBuffer from = encoded.mean().floats();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[from.capacity() / rows.length];
            from.get(rows[i]);
        }
        return rows;
    }
}
