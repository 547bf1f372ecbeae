package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.LabelledFormat;
import dev.figment.core.config.Checks;
import org.jspecify.annotations.Nullable;

/** Reads images in order, each with its class. What is wrong with the data as a whole is found when the step is built. */
public final class ReadLabelledImages implements Source<Labelled<Images>> {
    private final Dataset<Labelled<Images>> images;
    private final int batch;
    private final int count;

    /** The keys of {@code read-labelled-images}. */
    public record Config(
            @Description("data:NAME/SPLIT, a folder with a folder for each class, or an IDX file that has one of labels"
                    + " beside it")
            DataRef from,

            @Description("whether a file's folder is its class, or its name up to the first underscore: folder or name")
            @Default("folder")
            LabelledFormat.By labels,

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

    public ReadLabelledImages(Config config, Datasets datasets) {
        this.images = datasets.open(
                config.from, new LabelledFormat<>(config.labels, Squares.format(config.channels, config.size)));
        this.batch = config.batch;
        this.count = config.limit == null ? images.size() : Math.min(config.limit, images.size());
    }

    @Override
    public Batches<Labelled<Images>> open(Seed seed) {
        return images.batches(count, batch);
    }
}
