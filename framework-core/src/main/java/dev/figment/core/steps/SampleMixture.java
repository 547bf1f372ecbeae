package dev.figment.core.steps;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Batches;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import dev.figment.core.mixture.Covariance;
import dev.figment.core.mixture.GaussianMixture;
import dev.figment.core.mixture.MixtureFit;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws latents from a mixture of Gaussians that is fitted to the latents of images: where these do not fill a model's prior,
 * as happens with little data, or there is no prior, samples of the mixture look better (Ghosh et al. 2020, section 4).
 * The same seed fits and draws the same, whatever the batch size.
 */
public final class SampleMixture implements Source<Latents> {
    private final Config config;
    private final Encoder<Images> encoder;
    private final Dataset<Images> images;

    /** The keys of {@code sample-mixture}. */
    public record Config(
            @Description("a component that encodes images") ComponentRef with,

            @Description("how many latents to draw, at least 1")
            int count,

            @Description("the images to whose latents the mixture is fitted, usually those that the model was trained"
                    + " on: data:NAME/SPLIT, a file, a folder or a glob")
            DataRef fittedTo,

            @Description("Gaussians in the mixture, at least 1; there must be twice as many images") @Default("10")
            int components,

            @Description("of each Gaussian: full, or diagonal, for latents of more than 1000 numbers") @Default("full")
            Covariance covariance,

            @Description("what is added to each variance, greater than 0; larger makes samples more varied, and less"
                    + " like images")
            @Default("0.01")
            double floor,

            @Description("height and width that these images are scaled to, in pixels; left out, as found") @Nullable
            Integer size,

            @Description(Squares.CHANNELS) @Nullable Integer channels,

            @Description("latents in a batch, at least 1; it changes speed and memory, not results") @Default("256")
            int batch) {
        public Config {
            Checks.atLeast(1, "count", count);
            Checks.atLeast(1, "components", components);
            Checks.atLeast(1, "size", size);
            Checks.atLeast(1, "batch", batch);
            Checks.channels(channels);
            if (!(floor > 0 && Double.isFinite(floor))) {
                throw new IllegalArgumentException("floor is a number greater than 0, not " + floor);
            }
        }
    }

    /** More dimensions than these make full covariances too large, and a fit too slow. */
    private static final int MOST_FULL = 1000;

    /**
     * @throws FigmentException if there are too few images, or they cannot be read
     */
    public SampleMixture(Config config, @Named("with") Encoder<Images> with, Datasets datasets) {
        this.config = config;
        this.encoder = with;
        this.images = datasets.images(config.fittedTo, Squares.format(config.channels, config.size));
        if (images.size() / 2 < config.components) {
            throw FigmentException.user(Problem.of(
                            "too-few-images",
                            images.name(),
                            "it has " + Counts.of(images.size(), "image") + ", and a mixture of " + config.components
                                    + " Gaussians needs at least " + 2L * config.components)
                    .fix("give 'components' a smaller number, or name more images"));
        }
    }

    @Override
    public Batches<Latents> open(Seed seed) {
        return new Drawing(seed).batches();
    }

    /** One run: the mixture is fitted when the first batch is asked for. */
    private final class Drawing {
        private final Seed seed;
        private @Nullable GaussianMixture mixture;
        private long @Nullable [] shape;

        Drawing(Seed seed) {
            this.seed = seed;
        }

        Batches<Latents> batches() {
            return Batches.inParts(config.count, config.batch, this::draw);
        }

        private Latents draw(int from, int to) {
            if (mixture == null) {
                fit();
            }
            long[] drawn = requireNonNull(shape).clone();
            drawn[0] = (long) to - from;
            Tensor points = Tensor.allocate(ElementType.FLOAT32, drawn);
            FloatBuffer numbers = points.floats();
            Position at = new Position(seed, from);
            for (int i = 0; i < to - from; i++) {
                for (double value : requireNonNull(mixture).draw(at.seed(i))) {
                    numbers.put((float) value);
                }
            }
            return Latents.of(points);
        }

        private void fit() {
            shape = encoder.encode(images.read(new int[] {0})).mean().shape();
            int numbers = Dimensions.count(Arrays.copyOfRange(shape, 1, shape.length));
            if (config.covariance == Covariance.FULL && numbers > MOST_FULL) {
                throw FigmentException.user(Problem.of(
                                "too-many-dimensions",
                                "sample-mixture",
                                "latents have " + numbers + " numbers, and a full covariance is for at most "
                                        + MOST_FULL)
                        .fix("set 'covariance: diagonal'"));
            }
            double[][] points = Stream.of(Encoded.all(encoder, images))
                    .map(Drawing::doubles)
                    .toArray(double[][]::new);
            mixture = new MixtureFit(config.components, config.covariance, config.floor)
                    .of(points, seed.child("mixture"));
        }

        private static double[] doubles(float[] row) {
            double[] wide = new double[row.length];
            for (int k = 0; k < row.length; k++) {
                wide[k] = row[k];
            }
            return wide;
        }
    }
}
