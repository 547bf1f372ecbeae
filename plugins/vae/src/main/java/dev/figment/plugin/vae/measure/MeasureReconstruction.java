package dev.figment.plugin.vae.measure;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.plugin.vae.statistics.Moments;
import dev.figment.plugin.vae.statistics.Pca;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean squared error for each pixel of images that are encoded and decoded, the peak signal-to-noise ratio that it
 * comes to, the mean {@linkplain Similarity structural similarity}, and, for comparison, the error of a PCA with as many components.
 */
public final class MeasureReconstruction implements Sink<Images> {
    /** The keys of the step. */
    @Description("Measures how well images come back from the latent space")
    public record Config(
            @Description("An encoder and decoder of images") ComponentRef with,

            @Description("Data to fit a PCA to, which is then measured on the same images; none without it") @Nullable
            DataRef pca,

            @Description("Components of that PCA") @Default("16")
            int components) {
        public Config {
            if (components < 1) {
                throw new IllegalArgumentException("components must be at least 1");
            }
        }
    }

    private final Config config;
    private final Encoder<Images> encoder;
    private final Decoder<Images> decoder;
    private final Datasets datasets;

    public MeasureReconstruction(
            Config config,
            @Named("with") Encoder<Images> encoder,
            @Named("with") Decoder<Images> decoder,
            Datasets datasets) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
        this.datasets = datasets;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        return new Sums();
    }

    private final class Sums implements Writer<Images> {
        private double error;
        private double pcaError;
        private long pixels;
        private double similarity;
        private long images;
        private @Nullable Pca pca;

        @Override
        public void write(Images batch) {
            Images decoded = SameShape.require(batch, decoder.decode(encoder.encode(batch)));
            similarity += Similarity.sum(batch, decoded);
            images += batch.size();
            FloatBuffer before = batch.pixels().floats();
            FloatBuffer after = decoded.pixels().floats();
            for (int i = 0; i < before.capacity(); i++) {
                double difference = before.get(i) - after.get(i);
                error += difference * difference;
            }
            pixels += before.capacity();
            if (config.pca != null) {
                if (pca == null) {
                    ImageFormat format = new ImageFormat(batch.channels(), batch.height(), batch.width());
                    Moments moments = Moments.of(datasets.images(config.pca, format), Images::pixels);
                    pca = Pca.of(moments, config.components);
                }
                pcaError += pca.squaredError(batch.pixels());
            }
        }

        @Override
        public Outcome finish() {
            double mse = error / pixels;
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("mse", mse);
            values.put("psnr-db", -10 * Math.log10(mse));
            values.put("ssim", similarity / images);
            if (config.pca != null) {
                double pcaMse = pcaError / pixels;
                values.put("pca-" + config.components + "-mse", pcaMse);
                values.put("mse-of-pca", mse / pcaMse);
            }
            return new Outcome.Measured("reconstruction", values);
        }

        @Override
        public void close() {}
    }
}
