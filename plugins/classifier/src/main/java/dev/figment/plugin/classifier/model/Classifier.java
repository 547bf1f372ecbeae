package dev.figment.plugin.classifier.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Labels;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Tells the classes of images; its features, in which classes are a linear map apart, are the latents of an encoder. The
 * model's folder holds {@link ClassifierFiles#CLASSIFIER}.
 */
public final class Classifier implements Transform<Images, Labels>, Encoder<Images> {
    /** The keys of the component. */
    @Description("Tells the classes of images, and gives the features by which it does")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with classifier.onnx")
            ModelRef model) {}

    private final String name;
    private final Model model;
    private final TensorSpec images;
    private final List<String> classes;

    /**
     * @throws FigmentException if the file has not the input and the outputs that are needed
     */
    public Classifier(Config config, Models models) {
        this.name = config.model.text();
        this.model = models.load(config.model, ClassifierFiles.CLASSIFIER);
        this.images = find(model.inputs(), "input", ClassifierFiles.IMAGES, 4);
        TensorSpec logits = find(model.outputs(), "output", ClassifierFiles.LOGITS, 2);
        find(model.outputs(), "output", ClassifierFiles.FEATURES, 2);
        this.classes = model.metadata()
                .getOrDefault(ClassifierFiles.CLASSES, "")
                .lines()
                .toList();
        if (logits.shape().get(1) != classes.size()) {
            throw misfit("it names the classes " + classes + ", and gives " + logits);
        }
    }

    private TensorSpec find(List<TensorSpec> specs, String kind, String wanted, int rank) {
        return specs.stream()
                .filter(spec -> spec.name().equals(wanted)
                        && spec.type() == ElementType.FLOAT32
                        && spec.shape().size() == rank)
                .findAny()
                .orElseThrow(() -> misfit(ClassifierFiles.CLASSIFIER + " has no FLOAT32 " + kind + " '" + wanted
                        + "' of " + rank + " dimensions; it has " + specs));
    }

    private FigmentException misfit(String message) {
        return FigmentException.user(Problem.of("model-shapes", name, message)
                .fix("use a model that the recipe classifier has trained: 'figment zoo list' shows them"));
    }

    /** The most probable class of each image. */
    @Override
    public Labels apply(Images samples, Position at) {
        FloatBuffer logits = run(samples, ClassifierFiles.LOGITS).floats();
        long[] best = new long[samples.size()];
        for (int i = 0; i < best.length; i++) {
            int from = i * classes.size();
            for (int label = 1; label < classes.size(); label++) {
                best[i] = logits.get(from + label) > logits.get(from + (int) best[i]) ? label : best[i];
            }
        }
        return new Labels(Tensor.ofLongs(best, best.length), classes);
    }

    /** The features of each image. */
    @Override
    public Latents encode(Images samples) {
        return new Latents(run(samples, ClassifierFiles.FEATURES), null, samples.names());
    }

    private Tensor run(Images samples, String output) {
        if (!images.accepts(samples.pixels())) {
            long[] wanted = images.sampleShape();
            throw FigmentException.user(Problem.of(
                            "image-size",
                            name,
                            "the model takes images of " + size(wanted[0], wanted[1], wanted[2])
                                    + ", and was given images of "
                                    + size(samples.channels(), samples.height(), samples.width()))
                    .fix("give it images of that size: where they are read, the keys are 'size' and 'channels'"));
        }
        return requireNonNull(
                model.run(Map.of(ClassifierFiles.IMAGES, samples.pixels())).get(output));
    }

    private static String size(long channels, long height, long width) {
        return height + "×" + width + " pixels with " + channels + (channels == 1 ? " channel" : " channels");
    }
}
