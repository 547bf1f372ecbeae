package dev.figment.core.steps;

import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Latents of whole datasets. */
final class Encoded {
    /** Images that are encoded at once. */
    static final int BATCH = 256;

    private Encoded() {}

    /** The latent of each image of a dataset, where a Gaussian has its mean: [images][numbers]. */
    static float[][] all(Encoder<Images> encoder, Dataset<Images> images) {
        List<float[]> all = new ArrayList<>(images.size());
        images.batches(BATCH)
                .forEachRemaining(batch ->
                        Collections.addAll(all, encoder.encode(batch).mean().toFloatRows()));
        return all.toArray(float[][]::new);
    }
}
