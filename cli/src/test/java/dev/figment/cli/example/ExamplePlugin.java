package dev.figment.cli.example;

import dev.figment.api.Images;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;

/** A plugin that tests install: it brings a step, and a component and a recipe that are listed and never built. */
public final class ExamplePlugin implements FigmentPlugin {
    /** Keys of the component and of the recipe. */
    public record Config(
            @Description("Numbers of a latent") @Default("16")
            int latents) {}

    /** What would be built. */
    public record Thing(Config config) {}

    /** What would train images. */
    public record Lesson(Config config) implements Recipe<Images> {
        @Override
        public Training<Images> start(Start<Images> start) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component("example-coder", "A coder for examples", Thing.class, Config.class),
                Contribution.step(
                        "measure-brightness",
                        "The mean of all pixels",
                        MeasureBrightness.class,
                        MeasureBrightness.Config.class),
                Contribution.recipe("example-recipe", "Trains nothing", Lesson.class, Config.class));
    }
}
