package dev.figment.plugin.vae.measure;

import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.vae.statistics.LogisticRegression;
import jakarta.inject.Named;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a linear map tells classes by latents: a {@linkplain LogisticRegression logistic regression} that is fitted to the
 * latents of labelled images (a "linear probe", Alain and Bengio 2017). Where a latent is Gaussian, its mean counts.
 */
public final class MeasureLatentClasses implements Sink<Labelled<Images>> {
    private static final int READ = 500;

    /** The keys of the step. */
    @Description("Measures how well a linear map tells the classes of images by their latents")
    public record Config(
            @Description("An encoder of images") ComponentRef with,

            @Description(
                    "Labelled images that the map is fitted to: data:NAME/SPLIT, a folder with a folder for each class, or"
                            + " an IDX file")
            DataRef train,

            @Description("Whether a file's folder is its class, or its name up to the first underscore: folder or name")
            @Default("folder")
            LabelledFormat.By labels) {}

    private final Config config;
    private final Encoder<Images> encoder;
    private final Datasets datasets;

    public MeasureLatentClasses(Config config, @Named("with") Encoder<Images> encoder, Datasets datasets) {
        this.config = config;
        this.encoder = encoder;
        this.datasets = datasets;
    }

    @Override
    public Writer<Labelled<Images>> open(Seed seed) {
        return new Writer<>() {
            private @Nullable LogisticRegression regression;
            private long right;
            private long images;

            @Override
            public void write(Labelled<Images> batch) {
                if (batch.size() == 0) {
                    return;
                }
                if (regression == null) {
                    regression = fitted(batch.samples(), batch.labels().classes());
                }
                float[][] rows = encoder.encode(batch.samples()).mean().toFloatRows();
                LongBuffer labels = batch.labels().indices().longs();
                for (int i = 0; i < rows.length; i++) {
                    right += regression.classOf(rows[i]) == labels.get(i) ? 1 : 0;
                }
                images += batch.size();
            }

            @Override
            public Outcome finish() {
                return new Outcome.Measured(
                        "classes told by latents", Map.of("latent-accuracy", (double) right / images));
            }

            @Override
            public void close() {}
        };
    }

    /** To images of the size and channels of those that are measured, and of the same classes. */
    private LogisticRegression fitted(Images like, List<String> classes) {
        ImageFormat format = new ImageFormat(like.channels(), like.height(), like.width());
        Dataset<Labelled<Images>> data = datasets.open(config.train, new LabelledFormat<>(config.labels, format));
        List<float[]> samples = new ArrayList<>(data.size());
        IntStream.Builder labels = IntStream.builder();
        data.batches(READ).forEachRemaining(batch -> {
            requireSame(data.name(), batch.labels().classes(), classes);
            Collections.addAll(samples, encoder.encode(batch.samples()).mean().toFloatRows());
            for (long label : batch.labels().indices().toLongArray()) {
                labels.add((int) label);
            }
        });
        return LogisticRegression.fit(
                samples.toArray(float[][]::new), labels.build().toArray(), classes.size());
    }

    private static void requireSame(String name, List<String> trained, List<String> measured) {
        if (!trained.equals(measured)) {
            throw FigmentException.user(Problem.of(
                            "labels-differ",
                            name,
                            "this has the classes " + trained + ", and the images to measure have " + measured)
                    .fix("give both the same classes, of the same names"));
        }
    }
}
