package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.core.data.LocalDatasets;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The zoo's photo-denoiser beside OpenCV's median, bilateral and non-local-means filters, on the same photos with the same
 * Gaussian noise of σ = 25/255: mean peak signal-to-noise ratios in dB. The filters have whichever of several strengths is
 * best on these very photos. {@code FIGMENT_DATA} names the data. Argument: the repository's root.
 */
public final class DenoisingFilters {
    private static final double SIGMA = 25 / 255.0;
    private static final int BATCH = 256;

    private DenoisingFilters() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Path data = Path.of(requireNonNull(System.getenv("FIGMENT_DATA"), "FIGMENT_DATA names the data"));
        LocalDatasets datasets = new LocalDatasets(List.of(data), Path.of("cache"), true);
        Dataset<Images> photos = datasets.images(new DataRef("data:cifar10-subset/test", root), ImageFormat.AS_FOUND);
        Map<String, Double> sums = new LinkedHashMap<>();
        try (Installation installation = new Installation(root)) {
            @SuppressWarnings("unchecked") // The type is that of the component.
            Transform<Images, Images> denoiser = (Transform<Images, Images>)
                    installation.component(Map.of("use", "denoiser", "model", "zoo:photo-denoiser"), datasets);
            Map<String, UnaryOperator<Mat>> filters = filters();
            for (int from = 0; from < photos.size(); from += BATCH) {
                Images clean = photos.read(IntStream.range(from, Math.min(from + BATCH, photos.size()))
                        .toArray());
                Position at = new Position(new Seed(7), from);
                Images noisy = noisy(clean, at);
                add(sums, "noisy", clean, noisy);
                add(sums, "photo-denoiser", clean, denoiser.apply(noisy, at));
                filters.forEach((name, filter) -> add(sums, name, clean, filtered(noisy, filter)));
            }
        }
        sums.forEach((name, sum) -> System.out.printf("%-44s %.2f dB%n", name, sum / photos.size()));
    }

    private static Map<String, UnaryOperator<Mat>> filters() {
        Map<String, UnaryOperator<Mat>> filters = new LinkedHashMap<>();
        for (int side : new int[] {3, 5}) {
            filters.put("median " + side + "×" + side, photo -> {
                Mat out = new Mat();
                opencv_imgproc.medianBlur(photo, out, side);
                return out;
            });
        }
        for (int colour : new int[] {40, 60, 80, 100, 140}) {
            for (double space : new double[] {0.7, 1, 1.5, 3}) {
                filters.put("bilateral, colour " + colour + ", space " + space, photo -> {
                    Mat out = new Mat();
                    opencv_imgproc.bilateralFilter(photo, out, -1, colour, space, opencv_core.BORDER_REFLECT_101);
                    return out;
                });
            }
        }
        for (int strength : new int[] {10, 15, 20, 25, 30, 40}) {
            for (int patch : new int[] {3, 5, 7}) {
                filters.put("non-local means, h " + strength + ", patch " + patch, photo -> {
                    Mat out = new Mat();
                    opencv_photo.fastNlMeansDenoising(photo, out, strength, patch, 21);
                    return out;
                });
            }
        }
        return filters;
    }

    private static Images noisy(Images clean, Position at) {
        float[] values = clean.pixels().toFloatArray();
        float[] noise = new float[values.length];
        int size = values.length / clean.size();
        for (int photo = 0; photo < clean.size(); photo++) {
            at.seed(photo).fillNormal(FloatBuffer.wrap(noise, photo * size, size));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.min(1, Math.max(0, values[i] + SIGMA * noise[i]));
        }
        return Images.of(Tensor.ofFloats(values, clean.pixels().shape()));
    }

    /** Each photo as OpenCV has it: bytes, channels last. */
    private static Images filtered(Images noisy, UnaryOperator<Mat> filter) {
        int height = noisy.height();
        int width = noisy.width();
        FloatBuffer from = noisy.pixels().floats();
        float[] values = new float[from.capacity()];
        int plane = height * width;
        for (int photo = 0; photo < noisy.size(); photo++) {
            try (Mat in = new Mat(height, width, opencv_core.CV_8UC3)) {
                UByteIndexer bytes = in.createIndexer();
                for (int i = 0; i < 3 * plane; i++) {
                    int pixel = i % plane;
                    int level = Math.round(255 * from.get(3 * plane * photo + i));
                    bytes.put(pixel / width, pixel % width, i / plane, level);
                }
                try (Mat out = filter.apply(in)) {
                    UByteIndexer result = out.createIndexer();
                    for (int i = 0; i < 3 * plane; i++) {
                        int pixel = i % plane;
                        values[3 * plane * photo + i] = result.get(pixel / width, pixel % width, i / plane) / 255f;
                    }
                }
            }
        }
        return Images.of(Tensor.ofFloats(values, noisy.pixels().shape()));
    }

    private static void add(Map<String, Double> sums, String name, Images clean, Images other) {
        FloatBuffer a = clean.pixels().floats();
        FloatBuffer b = other.pixels().floats();
        int size = a.capacity() / clean.size();
        double sum = 0;
        for (int photo = 0; photo < clean.size(); photo++) {
            double squares = 0;
            for (int i = photo * size; i < (photo + 1) * size; i++) {
                squares += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
            }
            sum -= 10 * Math.log10(squares / size);
        }
        sums.merge(name, sum, Double::sum);
    }
}
