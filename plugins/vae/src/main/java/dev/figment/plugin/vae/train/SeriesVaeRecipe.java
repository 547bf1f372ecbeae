package dev.figment.plugin.vae.train;

import dev.figment.api.Series;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.plugin.vae.likelihood.Spread;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import java.util.List;

/** Trains a {@link SeriesVaeDesign variational autoencoder} of windows of series, which finds what is unusual in others. */
public final class SeriesVaeRecipe implements Recipe<Series> {
    /** The keys of the recipe. */
    @Description("Trains a variational autoencoder of windows of series, which finds anomalies")
    public record Config(
            @Description("Numbers in a latent") @Default("8")
            int latents,

            @Default("{ use: mlp, hidden: [128, 64], activation: relu }")
            CoderBody body,

            @Description(
                    "Standard deviation of a value around what the decoder gives, where a channel's values have mean 0"
                            + " and deviation 1 over all training windows; where it is learned, before that")
            @Default("1")
            double sigma,

            @Description("That standard deviation: fixed, shared (learned, one for all values) or pixel (given by the"
                    + " decoder for each value)")
            @Default("fixed")
            Spread spread,

            @Description(VaeKeys.BETA) @Default("1") double beta,
            @Description(VaeKeys.KL_WARM_UP) @Default("0") int klWarmUp,
            @Description(VaeKeys.FREE_BITS) @Default("0") double freeBits) {
        public Config {
            Checks.latents(latents);
            Checks.require(sigma > 0 && Double.isFinite(sigma), "sigma must be a number greater than 0");
            Bound.of(beta, klWarmUp, freeBits, 1);
        }
    }

    private final Config config;
    private final Models models;

    public SeriesVaeRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    @Override
    public Training<Series> start(Start<Series> start) {
        Series first = start.data().read(new int[] {0});
        Body body = new Body(List.of((long) first.channels(), (long) first.window()), config.latents, config.body);
        Bound bound = Bound.of(config.beta, config.klWarmUp, config.freeBits, 1);
        SeriesScale scale = SeriesScale.of(start.data());
        SeriesVaeDesign design = new SeriesVaeDesign(body, scale, config.sigma, config.spread, bound);
        return new SeriesVaeTraining(models, design, start);
    }
}
