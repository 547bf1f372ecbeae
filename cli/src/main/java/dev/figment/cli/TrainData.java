package dev.figment.cli;

import dev.figment.api.Batch;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.data.Augmented;
import dev.figment.train.data.DataConfig;
import dev.figment.train.data.DataPlan;
import dev.figment.train.data.SampleShape;
import dev.figment.train.data.Subset;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Recipe;
import java.util.List;
import java.util.function.UnaryOperator;

/** The samples of a training config, opened for its recipe. */
record TrainData<T extends Batch>(Dataset<T> training, Dataset<T> validation) {
    /**
     * @throws FigmentException if the data cannot be opened, there is none for validation, or its samples differ in shape
     */
    @SuppressWarnings("unchecked") // The plan was made for the medium that the recipe's class names.
    static <T extends Batch> TrainData<T> open(Datasets datasets, TrainPlan plan, Recipe<T> recipe) {
        DataConfig config = plan.config().data();
        TrainData<T> data;
        if (!(recipe instanceof PreparingRecipe<?, T> preparing)) {
            data = opened(datasets, config, (DataPlan<T>) plan.data(), UnaryOperator.identity());
        } else if (plan.keepsMedium()) {
            PreparingRecipe<T, T> keeping = (PreparingRecipe<T, T>) preparing;
            data = varied(keeping, opened(datasets, config, (DataPlan<T>) plan.data(), keeping::prepare));
        } else {
            data = varied(preparing, prepared(datasets, plan, preparing));
        }
        data.requireSameShape();
        return data;
    }

    private static <T extends Batch> TrainData<T> opened(
            Datasets datasets, DataConfig config, DataPlan<T> plan, UnaryOperator<Dataset<T>> prepare) {
        Dataset<T> training = prepare.apply(datasets.open(config.train(), plan.training()));
        Dataset<T> validation = config.validation() == null && plan.validation().equals(plan.training())
                ? training
                : prepare.apply(datasets.open(
                        config.validation() == null ? config.train() : config.validation(), plan.validation()));
        TrainData<T> read = split(config, training, validation);
        return new TrainData<>(plan.varied().apply(read.training), plan.plain().apply(read.validation));
    }

    @SuppressWarnings("unchecked") // As above.
    private static <S extends Batch, T extends Batch> TrainData<T> prepared(
            Datasets datasets, TrainPlan plan, PreparingRecipe<S, T> recipe) {
        DataConfig config = plan.config().data();
        DataPlan<S> source = (DataPlan<S>) plan.data();
        Dataset<T> training = recipe.prepare(source.plain().apply(datasets.open(config.train(), source.validation())));
        Dataset<T> validation = config.validation() == null
                ? training
                : recipe.prepare(source.plain().apply(datasets.open(config.validation(), source.validation())));
        return split(config, training, validation);
    }

    /** As the recipe itself varies its samples. */
    private static <T extends Batch> TrainData<T> varied(PreparingRecipe<?, T> recipe, TrainData<T> samples) {
        return recipe.augmentation()
                .map(varied -> new TrainData<>(
                        new Augmented<>(samples.training, varied), new Augmented<>(samples.validation, varied)))
                .orElse(samples);
    }

    private static <T extends Batch> TrainData<T> split(DataConfig config, Dataset<T> training, Dataset<T> validation) {
        if (config.validation() != null) {
            return new TrainData<>(training, validation);
        }
        int all = training.size();
        int held = config.holdOut();
        if (held == 0 || held >= all) {
            throw FigmentException.user(Problem.of(
                            "no-validation",
                            training.name(),
                            "there are no validation samples: 'data' has no 'validation', and 'hold-out' is " + held
                                    + " of " + all)
                    .fix("give one of the two, 'hold-out: " + Math.max(1, all / 20) + "' for instance"));
        }
        return new TrainData<>(new Subset<>(training, 0, all - held), new Subset<>(validation, all - held, held));
    }

    private void requireSameShape() {
        List<Long> wanted = SampleShape.of(training.read(new int[] {0}));
        List<Long> found = SampleShape.of(validation.read(new int[] {0}));
        if (!found.equals(wanted)) {
            throw FigmentException.user(Problem.of(
                            "samples-differ",
                            validation.name(),
                            "samples for validation have the shape " + found + ", and those for training " + wanted)
                    .fix("give 'data' the keys that bring both to one shape: 'size' and 'channels' for images"));
        }
    }
}
