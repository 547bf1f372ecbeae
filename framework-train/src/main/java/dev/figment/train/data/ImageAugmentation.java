package dev.figment.train.data;

import dev.figment.api.Attributed;
import dev.figment.api.Batch;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Seed;
import java.util.function.IntFunction;

/** Crops, mirrors and disturbs images. */
public final class ImageAugmentation implements Augmentation<Images> {
    private final Geometry geometry;
    private final Noise noise;

    /**
     * @param side of the square that is cut out, in pixels; 0 leaves images whole
     */
    public ImageAugmentation(int side, AugmentConfig config) {
        this.geometry = new Geometry(side, config.flip());
        this.noise = new Noise(config.noise());
    }

    @Override
    public Images random(Images batch, IntFunction<Seed> seeds) {
        return noise.on(geometry.random(batch, seeds), seeds);
    }

    @Override
    public Images plain(Images batch) {
        return geometry.centre(batch);
    }

    /** The same for pairs: both images are cut and mirrored alike; noise is on the input alone. */
    public Augmentation<ImagePairs> ofPairs() {
        return new Augmentation<>() {
            @Override
            public ImagePairs random(ImagePairs batch, IntFunction<Seed> seeds) {
                return new ImagePairs(
                        ImageAugmentation.this.random(batch.input(), seeds), geometry.random(batch.target(), seeds));
            }

            @Override
            public ImagePairs plain(ImagePairs batch) {
                return new ImagePairs(geometry.centre(batch.input()), geometry.centre(batch.target()));
            }
        };
    }

    /** The same for samples that have labels, which stay. */
    public static <T extends Batch> Augmentation<Labelled<T>> ofLabelled(Augmentation<T> samples) {
        return new Augmentation<>() {
            @Override
            public Labelled<T> random(Labelled<T> batch, IntFunction<Seed> seeds) {
                return new Labelled<>(samples.random(batch.samples(), seeds), batch.labels());
            }

            @Override
            public Labelled<T> plain(Labelled<T> batch) {
                return new Labelled<>(samples.plain(batch.samples()), batch.labels());
            }
        };
    }

    /** The same for samples that have attributes, which stay. */
    public static <T extends Batch, A extends Batch> Augmentation<Attributed<T, A>> ofAttributed(
            Augmentation<T> samples) {
        return new Augmentation<>() {
            @Override
            public Attributed<T, A> random(Attributed<T, A> batch, IntFunction<Seed> seeds) {
                return new Attributed<>(samples.random(batch.samples(), seeds), batch.attributes());
            }

            @Override
            public Attributed<T, A> plain(Attributed<T, A> batch) {
                return new Attributed<>(samples.plain(batch.samples()), batch.attributes());
            }
        };
    }
}
