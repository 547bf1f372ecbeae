package dev.figment.plugin.classifier.train;

import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.train.data.SameClasses;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;

/** Trains a {@link ClassifierDesign classifier} of images. */
public final class ClassifierRecipe implements PreparingRecipe<Labelled<Images>, Labelled<Images>> {
    /** The keys of the recipe. */
    @Description("Trains a classifier of images")
    public record Config(
            @Description("Channels of each level of two convolutions, after which height and width are halved")
            @Default("[32, 64]")
            List<Integer> channels,

            @Description("Numbers by which classes are told: those that images are compared in") @Default("128")
            int features,

            @Description("Share of the features that is left out at random while it is trained, from 0 to below 1")
            @Default("0.5")
            double dropout,

            @Description("Share of each label that is spread over all classes while it is trained, from 0 to below 1")
            @Default("0")
            double labelSmoothing) {
        public Config {
            require(
                    !channels.isEmpty() && channels.stream().allMatch(count -> count >= 1),
                    "channels must hold one width at least, each at least 1");
            require(features >= 1, "features must be at least 1");
            require(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1");
            require(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing must be from 0 to below 1");
            channels = List.copyOf(channels);
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Models models;
    private final SameClasses classes = new SameClasses();

    public ClassifierRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Dataset<Labelled<Images>> prepare(Dataset<Labelled<Images>> data) {
        return classes.require(data);
    }

    /**
     * @throws FigmentException if there are fewer than two classes, or images are too small to be halved at each level
     */
    @Override
    public Training<Labelled<Images>> start(Start<Labelled<Images>> start) {
        List<String> names = classes.requireSeveral("classifier", start.data().name());
        Images first = start.data().read(new int[] {0}).samples();
        if (Math.min(first.height(), first.width()) >> config.channels.size() == 0) {
            throw FigmentException.user(Problem.of(
                            "image-size",
                            start.data().name(),
                            "images of " + first.height() + "×" + first.width() + " pixels cannot be halved "
                                    + config.channels.size() + " times")
                    .fix("give 'channels' fewer levels, or 'data' a greater 'size'"));
        }
        List<Long> shape = List.of((long) first.channels(), (long) first.height(), (long) first.width());
        ClassifierDesign design = new ClassifierDesign(
                shape, names.size(), config.channels, config.features, config.dropout, config.labelSmoothing);
        return new ClassifierTraining(models, design, names, start);
    }
}
