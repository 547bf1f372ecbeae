package dev.figment.core.steps;

import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Each image, followed by those of a dataset whose latents are nearest to its own by Euclidean distance: beside samples it
 * shows whether they are copies of what a model was trained on. The dataset is encoded once.
 */
public final class Nearest implements Transform<Images, Images> {
    private final Config config;
    private final Encoder<Images> encoder;
    private final Dataset<Images> among;
    private float @Nullable [][] latents;

    /** The keys of {@code nearest}. */
    public record Config(
            @Description("a component that encodes images") ComponentRef with,

            @Description("the images to search: data:NAME/SPLIT, a file, a folder or a glob")
            DataRef among,

            @Description("how many for each image, at least 1") @Default("3")
            int count,

            @Description("height and width that the images to search are scaled to, in pixels; left out, as found")
            @Nullable
            Integer size,

            @Description(Squares.CHANNELS) @Nullable Integer channels) {
        public Config {
            Checks.atLeast(1, "count", count);
            Checks.atLeast(1, "size", size);
            Checks.channels(channels);
        }
    }

    /**
     * @throws FigmentException if there are too few images to search, or they cannot be read
     */
    public Nearest(Config config, @Named("with") Encoder<Images> with, Datasets datasets) {
        this.config = config;
        this.encoder = with;
        this.among = datasets.images(config.among, Squares.format(config.channels, config.size));
        if (among.size() < config.count) {
            throw FigmentException.user(Problem.of(
                            "too-few-images",
                            among.name(),
                            "it has " + among.size() + " images, and each image is to be followed by " + config.count)
                    .fix("give 'count' a smaller number"));
        }
    }

    @Override
    public Images apply(Images batch, Position at) {
        float[][] searched = searched();
        float[][] asked = encoder.encode(batch).mean().toFloatRows();
        int each = config.count + 1;
        long[] shape = batch.pixels().shape();
        shape[0] *= each;
        Tensor all = Tensor.allocate(ElementType.FLOAT32, shape);
        ByteBuffer to = all.bytes();
        for (int i = 0; i < batch.size(); i++) {
            Images found = among.read(nearest(searched, asked[i]));
            if (!Arrays.equals(sample(found), sample(batch))) {
                throw FigmentException.user(Problem.of(
                                "images-differ",
                                among.name(),
                                "its images are " + found.pixels() + ", and those that flow " + batch.pixels())
                        .fix("give 'nearest' the keys 'size' and 'channels'"));
            }
            to.put(batch.pixels().rows(i, i + 1).bytes());
            to.put(found.pixels().bytes());
        }
        return Images.of(all);
    }

    private static long[] sample(Images images) {
        return new long[] {images.channels(), images.height(), images.width()};
    }

    private int[] nearest(float[][] searched, float[] asked) {
        double[] distances = new double[searched.length];
        for (int i = 0; i < searched.length; i++) {
            double sum = 0;
            for (int k = 0; k < asked.length; k++) {
                double difference = searched[i][k] - asked[k];
                sum += difference * difference;
            }
            distances[i] = sum;
        }
        return IntStream.range(0, searched.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(config.count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private synchronized float[][] searched() {
        if (latents == null) {
            latents = Encoded.all(encoder, among);
        }
        return latents;
    }
}
