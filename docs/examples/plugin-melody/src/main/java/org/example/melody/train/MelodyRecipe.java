package org.example.melody.train;

import dev.figment.api.Text;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Models;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;

/** Trains a {@link MelodyNetwork} on tunes in ABC notation, which should be in one key. */
public final class MelodyRecipe implements PreparingRecipe<Text, Contexts> {
    /** The keys of the recipe. */
    @Description("Trains a model of melodies on tunes in ABC notation")
    public record Config(
            @Description("Eighths before a note that the model sees") @Default("16")
            int context,

            @Description("Numbers that stand for an event") @Default("8")
            int width,

            @Description("Units of the hidden layer") @Default("64")
            int hidden,

            @Description("Share of the hidden layer that is left out at random while it is trained, from 0 to below 1")
            @Default("0.3")
            double dropout) {
        public Config {
            require(context >= 1, "context must be at least 1");
            require(width >= 1, "width must be at least 1");
            require(hidden >= 1, "hidden must be at least 1");
            require(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1");
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Models models;

    public MelodyRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Dataset<Contexts> prepare(Dataset<Text> data) {
        return new TuneContexts(data, config.context);
    }

    @Override
    public Training<Contexts> start(Start<Contexts> start) {
        return new MelodyTraining(
                models, new MelodyNetwork(config.context, config.width, config.hidden, config.dropout), start);
    }
}
