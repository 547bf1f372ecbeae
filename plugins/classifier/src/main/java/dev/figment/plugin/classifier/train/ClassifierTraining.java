package dev.figment.plugin.classifier.train;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import dev.figment.plugin.classifier.model.ClassifierFiles;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.StepTraining;
import dev.figment.train.step.Export;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training of a {@link ClassifierDesign}. Accuracy says all: there is no preview. */
final class ClassifierTraining extends StepTraining<Labelled<Images>> {
    private final ClassifierDesign design;
    private final List<String> classes;

    ClassifierTraining(Models models, ClassifierDesign design, List<String> classes, Start<Labelled<Images>> start) {
        super(models, "classifier", design.inputs((long) start.batchSize()), design.inputs(null), design, start);
        this.design = design;
        this.classes = classes;
    }

    @Override
    public Map<String, Tensor> prepare(Labelled<Images> batch, Position at) {
        return Map.of(
                ClassifierFiles.IMAGES,
                batch.samples().pixels(),
                ClassifierDesign.LABELS,
                batch.labels().indices());
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put(ClassifierFiles.CLASSES, String.join("\n", classes));
        byte[] file = Export.onnx(
                "classifier",
                List.of(design.images(null)),
                (scope, in) -> design.network(scope, requireNonNull(in.get(ClassifierFiles.IMAGES))),
                averaged(),
                all);
        return Map.of(ClassifierFiles.CLASSIFIER, file);
    }

    @Override
    public Map<String, Preview> preview(Labelled<Images> samples, Position at) {
        return Map.of();
    }
}
