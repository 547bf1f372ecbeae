package dev.figment.plugin.classifier.measure;

import dev.figment.api.Batches;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far images lie from real ones, in the features of a classifier: the {@linkplain FrechetDistance Fréchet} and the
 * {@linkplain KernelDistance kernel distance}; and, so that one knows how near one can come, both between two halves of the
 * real images. Distances depend on the features and on how many images there are, so that only those of one classifier and
 * of as many images can be compared.
 */
public final class MeasureSamples implements Sink<Images> {
    private static final int READ = 500;

    /** The keys of the step. */
    @Description("Measures how far images are from real ones, in the features of a classifier")
    public record Config(
            @Description("A component that gives features of images: a classifier")
            ComponentRef with,

            @Description(
                    "The real images: data:NAME/SPLIT, a folder, a glob or an IDX file; their size and channels become"
                            + " those of the images to measure")
            DataRef against) {}

    private final Config config;
    private final Encoder<Images> encoder;
    private final Datasets datasets;

    public MeasureSamples(Config config, @Named("with") Encoder<Images> encoder, Datasets datasets) {
        this.config = config;
        this.encoder = encoder;
        this.datasets = datasets;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        return new Writer<>() {
            private final Features samples = new Features();
            private @Nullable Dataset<Images> real;

            @Override
            public void write(Images batch) {
                if (batch.size() == 0) {
                    return;
                }
                if (real == null) {
                    ImageFormat format = new ImageFormat(batch.channels(), batch.height(), batch.width());
                    real = requireSeveral(datasets.images(config.against, format));
                }
                samples.add(encoder.encode(batch).mean());
            }

            @Override
            public Outcome finish() {
                if (samples.size() < 2 || real == null) {
                    throw FigmentException.user(Problem.of(
                                    "too-few-images",
                                    "",
                                    "distances need at least two images, and here are " + samples.size())
                            .fix("draw some thousand"));
                }
                return new Outcome.Measured("distance from real images", distances(real));
            }

            private Map<String, Double> distances(Dataset<Images> data) {
                // Every other image, since datasets are often sorted.
                Features even = features(data, 0);
                Features odd = features(data, 1);
                Features all = even.and(odd);
                KernelDistance kernel = new KernelDistance(seed);
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("frechet-distance", FrechetDistance.between(samples, all));
                values.put("frechet-distance-of-real-halves", FrechetDistance.between(even, odd));
                values.put("kernel-distance", kernel.between(samples, all));
                values.put("kernel-distance-of-real-halves", kernel.between(even, odd));
                values.put("measured-images", (double) samples.size());
                values.put("real-images", (double) all.size());
                return values;
            }

            @Override
            public void close() {}
        };
    }

    private static Dataset<Images> requireSeveral(Dataset<Images> data) {
        if (data.size() < 4) {
            throw FigmentException.user(Problem.of(
                    "too-few-images",
                    data.name(),
                    "two halves need at least four real images, and here are " + data.size()));
        }
        return data;
    }

    /** Of every other image, from the first or the second on. */
    private Features features(Dataset<Images> data, int first) {
        Features features = new Features();
        Batches.inParts(
                        (data.size() - first + 1) / 2,
                        READ,
                        (from, to) -> data.read(IntStream.range(from, to)
                                .map(i -> 2 * i + first)
                                .toArray()))
                .forEachRemaining(batch -> features.add(encoder.encode(batch).mean()));
        return features;
    }
}
