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
import java.util.stream.IntStream;
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

            @Description("height and width in pixels: images are scaled to cover this square and cut at the centre;"
                    + " left out, all must have the size of the first")
            @Nullable
            Integer size,

            @Description("1 for grey, 3 for colour; left out, as in the first image") @Nullable
            Integer channels,

            @Description("images in a batch, at least 1; it changes speed and memory, not results") @Default("256")
            int batch,

            @Description("read no more than this many images; left out, all") @Nullable
            Integer limit) {
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
        return Batches.inParts(
                count,
                batch,
                (from, to) -> images.read(IntStream.range(from, to).toArray()));
    }
}
