package dev.figment.plugin.classifier.measure;

import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import jakarta.inject.Named;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The share of images whose class is told right. */
public final class MeasureClasses implements Sink<Labelled<Images>> {
    /** The keys of the step. */
    @Description("Measures how many images' classes are told right")
    public record Config(
            @Description("A component that tells classes: a classifier")
            ComponentRef with) {}

    private final Transform<Images, Labels> classifier;

    public MeasureClasses(Config config, @Named("with") Transform<Images, Labels> classifier) {
        this.classifier = classifier;
    }

    @Override
    public Writer<Labelled<Images>> open(Seed seed) {
        return new Writer<>() {
            private long images;
            private long right;

            @Override
            public void write(Labelled<Images> batch) {
                Labels told = classifier.apply(batch.samples(), new Position(seed, images));
                requireSame(told.classes(), batch.labels().classes());
                LongBuffer found = told.indices().longs();
                LongBuffer wanted = batch.labels().indices().longs();
                for (int i = 0; i < batch.size(); i++) {
                    right += found.get(i) == wanted.get(i) ? 1 : 0;
                }
                images += batch.size();
            }

            @Override
            public Outcome finish() {
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("accuracy", (double) right / images);
                values.put("images", (double) images);
                return new Outcome.Measured("classes", values);
            }

            @Override
            public void close() {}
        };
    }

    private static void requireSame(List<String> told, List<String> wanted) {
        if (!told.equals(wanted)) {
            throw FigmentException.user(Problem.of(
                            "labels-differ",
                            "",
                            "the model tells the classes " + told + ", and the images have " + wanted)
                    .fix("measure it on images of its own classes, of the same names"));
        }
    }
}
