package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.Images;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.core.config.Checks;
import org.jspecify.annotations.Nullable;

/** Reads images in order. What is wrong with the data as a whole is found when the step is built, before it runs. */
public final class ReadImages implements Source<Images> {
    private final Dataset<Images> images;
    private final int batch;
    private final int count;

    /** The keys of {@code read-images}. */
    public record Config(
            @Description(
                    "data:NAME/SPLIT, an image file, a folder of images, a glob such as photos/*.jpg, or an IDX file")
            DataRef from,

            @Description(Squares.SIZE) @Nullable Integer size,

            @Description(Squares.CHANNELS) @Nullable Integer channels,

            @Description(Squares.BATCH) @Default("256") int batch,

            @Description(Squares.LIMIT) @Nullable Integer limit) {
        public Config {
            Checks.atLeast(1, "batch", batch);
            Checks.atLeast(1, "size", size);
            Checks.atLeast(1, "limit", limit);
            Checks.channels(channels);
        }
    }

    public ReadImages(Config config, Datasets datasets) {
        this.images = datasets.images(config.from, Squares.format(config.channels, config.size));
        this.batch = config.batch;
        this.count = config.limit == null ? images.size() : Math.min(config.limit, images.size());
    }

    @Override
    public Batches<Images> open(Seed seed) {
        return images.batches(count, batch);
    }
}
