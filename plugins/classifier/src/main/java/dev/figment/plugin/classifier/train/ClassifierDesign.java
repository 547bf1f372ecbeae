package dev.figment.plugin.classifier.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.plugin.classifier.model.ClassifierFiles;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Axes;
import dev.figment.train.graph.Comparisons;
import dev.figment.train.graph.Conversion;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Indexing;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Activation;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.CrossEntropy;
import dev.figment.train.nn.Dropout;
import dev.figment.train.nn.Linear;
import dev.figment.train.nn.MaxPool;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network that tells classes of images: levels of two convolutions of 3×3 and a maximum over 2×2 pixels
 * (Simonyan and Zisserman 2015), a fully connected layer, whose outputs are the features, and a linear map to the classes.
 *
 * @param imageShape channels, height, width
 */
record ClassifierDesign(
        List<Long> imageShape, int classes, List<Integer> channels, int features, double dropout, double labelSmoothing)
        implements Objective {
    static final String LABELS = "labels";

    private static Dim samples(@Nullable Long batch) {
        return batch == null ? new Dim.Named("N") : new Dim.Fixed(batch);
    }

    /** What comes with each batch; of a named batch size where it is null. */
    List<InputSpec> inputs(@Nullable Long batch) {
        return List.of(images(batch), new InputSpec(LABELS, ElementType.INT64, new Shape(List.of(samples(batch)))));
    }

    InputSpec images(@Nullable Long batch) {
        return InputSpec.floats(
                ClassifierFiles.IMAGES,
                new Shape(List.of(
                        samples(batch),
                        new Dim.Fixed(imageShape.get(0)),
                        new Dim.Fixed(imageShape.get(1)),
                        new Dim.Fixed(imageShape.get(2)))));
    }

    /** The cross-entropy in nats, and {@code accuracy}, the share of images whose most probable class is theirs. */
    @Override
    public Loss build(Scope scope, Map<String, Value> inputs) {
        Value logits = requireNonNull(network(scope, requireNonNull(inputs.get(ClassifierFiles.IMAGES)))
                .get(ClassifierFiles.LOGITS));
        Value labels = requireNonNull(inputs.get(LABELS));
        double smoothing = scope.isTraining() ? labelSmoothing : 0;
        CrossEntropy loss = new CrossEntropy(smoothing, OptionalLong.empty());
        Value ofLabel = Axes.squeeze(Indexing.gatherElements(logits, Axes.unsqueeze(labels, 1), 1), 1);
        Value isBest = Comparisons.greaterOrEqual(ofLabel, Reductions.max(logits, List.of(1L), false));
        Value accuracy = Reductions.mean(Conversion.cast(Conversion.stopGradient(isBest), ElementType.FLOAT32));
        return new Loss(loss.mean(logits, labels), Map.of("accuracy", accuracy));
    }

    /** From images to logits and features, by name. */
    Map<String, Value> network(Scope scope, Value images) {
        Value x = Arithmetic.add(Arithmetic.mul(images, 2), -1);
        for (int level = 0; level < channels.size(); level++) {
            Scope at = scope.child("level-" + level);
            int width = channels.get(level);
            x = Activation.RELU.apply(
                    at, at.apply("first", Convolution.conv2d(width, 3).pad(1), x));
            x = Activation.RELU.apply(
                    at, at.apply("second", Convolution.conv2d(width, 3).pad(1), x));
            x = MaxPool.of(2, 2).apply(at, x);
        }
        Value found = Activation.RELU.apply(scope, scope.apply("features", new Linear(features), Layout.flatten(x)));
        Value kept = dropout > 0 ? scope.apply("dropout", new Dropout(dropout), found) : found;
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put(ClassifierFiles.LOGITS, scope.apply("classes", new Linear(classes), kept));
        outputs.put(ClassifierFiles.FEATURES, found);
        return outputs;
    }
}
