package dev.figment.plugin.vae.train;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.data.Noise;
import dev.figment.train.data.NoiseConfig;
import java.util.List;

/**
 * Noise that a model learns to remove: for each image one of several kinds is drawn, all as likely, and its strength. What
 * an image gets depends on its seed alone.
 */
record Corruption(List<NoiseConfig> kinds) {
    static final String KEY =
            "Kinds of noise, one of which is drawn for each image that the model is given; it is to give"
                    + " the image back without it";

    /** The images themselves where there is no kind. */
    Images on(Images images, Position at) {
        if (kinds.isEmpty()) {
            return images;
        }
        List<Noise> noises = kinds.stream().map(Noise::new).toList();
        Tensor noisy = Tensor.allocate(ElementType.FLOAT32, images.pixels().shape());
        for (int i = 0; i < images.size(); i++) {
            Seed seed = at.seed(i).child("corruption");
            Noise noise = noises.get((int) seed.child("kind").below(0, kinds.size()));
            Images one = noise.on(Images.of(images.pixels().rows(i, i + 1)), index -> seed);
            noisy.rows(i, i + 1).bytes().put(one.pixels().bytes());
        }
        return new Images(noisy, images.names());
    }
}
