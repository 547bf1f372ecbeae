package dev.figment.plugin.vae.model;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** Grey images as black and white ones, which is what a Bernoulli likelihood is made for. */
public final class Binarization {
    private Binarization() {}

    /**
     * Draws each pixel: 1 with the probability that its grey value in [0, 1] says, else 0 (Salakhutdinov and Murray 2008).
     *
     * @param at gives each image its randomness, whatever the batch size
     */
    public static Images sample(Images images, Position at) {
        Tensor drawn = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
        for (int i = 0; i < images.size(); i++) {
            Seed seed = at.seed(i).child("pixels");
            FloatBuffer greys = images.pixels().rows(i, i + 1).floats();
            FloatBuffer pixels = drawn.rows(i, i + 1).floats();
            for (int k = 0; k < greys.capacity(); k++) {
                pixels.put(k, seed.uniform(k) < greys.get(k) ? 1 : 0);
            }
        }
        return new Images(drawn, images.names());
    }
}
