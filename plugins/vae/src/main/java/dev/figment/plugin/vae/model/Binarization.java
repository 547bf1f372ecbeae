package dev.figment.plugin.vae.model;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** How grey images become black and white ones, which is what a Bernoulli likelihood is made for. */
public enum Binarization {
    /** They stay as they are. */
    NONE {
        @Override
        public Images of(Images images, Position at) {
            return images;
        }
    },
    /** Each pixel is drawn: 1 with the probability that its grey in [0, 1] says, else 0 (Salakhutdinov and Murray 2008). */
    SAMPLE {
        @Override
        float pixel(float grey, Seed seed, int index) {
            return seed.uniform(index) < grey ? 1 : 0;
        }
    },
    /** Each pixel is 1 where its grey is above ½, else 0. */
    THRESHOLD {
        @Override
        float pixel(float grey, Seed seed, int index) {
            return grey > 0.5f ? 1 : 0;
        }
    };

    /** What the keys of configs say of it. */
    public static final String KEY =
            "Whether greys become black or white: none, threshold (white above a half), or sample"
                    + " (drawn, with the grey as probability of white)";

    /**
     * Images of the same shape.
     *
     * @param at gives each image its randomness, whatever the batch size
     */
    public Images of(Images images, Position at) {
        Tensor drawn = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
        for (int i = 0; i < images.size(); i++) {
            Seed seed = at.seed(i).child("pixels");
            FloatBuffer greys = images.pixels().rows(i, i + 1).floats();
            FloatBuffer pixels = drawn.rows(i, i + 1).floats();
            for (int k = 0; k < greys.capacity(); k++) {
                pixels.put(k, pixel(greys.get(k), seed, k));
            }
        }
        return new Images(drawn, images.names());
    }

    float pixel(float grey, Seed seed, int index) {
        return grey;
    }
}
