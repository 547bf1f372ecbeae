package dev.figment.plugin.classifier;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.plugin.classifier.measure.MeasureClasses;
import dev.figment.plugin.classifier.measure.MeasureSamples;
import dev.figment.plugin.classifier.model.Classifier;
import dev.figment.plugin.classifier.train.ClassifierRecipe;
import java.util.List;

/** What this plugin adds to Figment. */
public final class ClassifierPlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component(
                        "classifier",
                        "Tells the classes of images, and gives the features by which it does",
                        Classifier.class,
                        Classifier.Config.class),
                Contribution.step(
                        "measure-classes",
                        "How many images' classes are told right",
                        MeasureClasses.class,
                        MeasureClasses.Config.class),
                Contribution.step(
                        "measure-samples",
                        "How far images are from real ones: Fréchet and kernel distance",
                        MeasureSamples.class,
                        MeasureSamples.Config.class),
                Contribution.recipe(
                        "classifier",
                        "Trains a classifier of images",
                        ClassifierRecipe.class,
                        ClassifierRecipe.Config.class));
    }
}
