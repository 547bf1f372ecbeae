package dev.figment.plugin.vae.measure;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.plugin.vae.model.Noise;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds Gaussian noise to clean images, cuts the result to [0, 1], has it removed, and compares both with the clean images:
 * peak signal-to-noise ratios in dB for a peak of 1 and {@linkplain Similarity structural similarities}, means over the
 * images' own.
 */
public final class MeasureDenoising implements Sink<Images> {
    /** No image counts as nearer to the clean one than this, which is 100 dB. */
    private static final double LEAST = 1e-10;

    /** The keys of the step. */
    @Description("Measures how well noise is removed from images, to which it is added first")
    public record Config(
            @Description("A component that removes noise: a denoiser")
            ComponentRef with,

            @Description("Standard deviation of the Gaussian noise, for values from 0 to 1; the default is 25 of 255")
            @Default("0.09803921568627451")
            double sigma) {
        public Config {
            if (!(sigma > 0 && Double.isFinite(sigma))) {
                throw new IllegalArgumentException("sigma must be a number greater than 0");
            }
        }
    }

    private final Config config;
    private final Transform<Images, Images> denoiser;

    public MeasureDenoising(Config config, @Named("with") Transform<Images, Images> denoiser) {
        this.config = config;
        this.denoiser = denoiser;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        return new Sums(seed);
    }

    private final class Sums implements Writer<Images> {
        private final Seed seed;
        private double before;
        private double after;
        private double similarityBefore;
        private double similarityAfter;
        private long images;

        Sums(Seed seed) {
            this.seed = seed;
        }

        @Override
        public void write(Images clean) {
            Position at = new Position(seed, images);
            Images noisy = noisy(clean, at);
            Images denoised = SameShape.require(clean, denoiser.apply(noisy, at));
            before += ratios(clean, noisy);
            after += ratios(clean, denoised);
            similarityBefore += Similarity.sum(clean, noisy);
            similarityAfter += Similarity.sum(clean, denoised);
            images += clean.size();
        }

        @Override
        public Outcome finish() {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("noisy-psnr-db", before / images);
            values.put("psnr-db", after / images);
            values.put("gain-db", (after - before) / images);
            values.put("noisy-ssim", similarityBefore / images);
            values.put("ssim", similarityAfter / images);
            return new Outcome.Measured("denoising", values);
        }

        @Override
        public void close() {}
    }

    private Images noisy(Images clean, Position at) {
        Tensor pixels = Noise.standardNormal(
                i -> at.seed(i).child("gaussian"), clean.pixels().shape());
        FloatBuffer values = pixels.floats();
        FloatBuffer from = clean.pixels().floats();
        for (int i = 0; i < values.capacity(); i++) {
            double value = from.get(i) + config.sigma * values.get(i);
            values.put(i, (float) Math.min(Math.max(value, 0), 1));
        }
        return new Images(pixels, clean.names());
    }

    /** Of each image against the clean one, added up. */
    private static double ratios(Images clean, Images other) {
        FloatBuffer a = clean.pixels().floats();
        FloatBuffer b = other.pixels().floats();
        int pixels = a.capacity() / Math.max(1, clean.size());
        double sum = 0;
        for (int i = 0; i < clean.size(); i++) {
            double squares = 0;
            for (int k = i * pixels; k < (i + 1) * pixels; k++) {
                double difference = a.get(k) - b.get(k);
                squares += difference * difference;
            }
            sum -= 10 * Math.log10(Math.max(squares / pixels, LEAST));
        }
        return sum;
    }
}
