package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.model.Models;
import dev.figment.plugin.vae.body.CoderBody;
import dev.figment.plugin.vae.likelihood.Likelihood;
import dev.figment.plugin.vae.model.Binarization;
import dev.figment.train.data.SameClasses;
import dev.figment.train.loop.PreparingRecipe;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.Training;
import org.jspecify.annotations.Nullable;

/** Trains a {@link ConditionalVaeDesign variational autoencoder of images of classes, or with attributes}. */
public final class ConditionalVaeRecipe implements PreparingRecipe<Annotated<Images>, Annotated<Images>> {
    /** The keys of the recipe. */
    @Description("Trains a variational autoencoder of images of classes or, where the data have attributes, of images"
            + " with attributes; it then draws images of a class, or with attributes")
    public record Config(
            @Description("Numbers in a latent") @Default("16")
            int latents,

            @Default("{}") CoderBody body,
            @Default("{}") Likelihood likelihood,

            @Description(VaeKeys.BETA) @Default("1") double beta,
            @Description(VaeKeys.KL_WARM_UP) @Default("0") int klWarmUp,
            @Description(VaeKeys.FREE_BITS) @Default("0") double freeBits,

            @Description(VaeKeys.IMPORTANCE_SAMPLES) @Default("1")
            int importanceSamples,

            @Description(Binarization.KEY + "; drawn anew each time") @Default("none")
            Binarization binarize) {
        public Config {
            Checks.latents(latents);
            Bound.of(beta, klWarmUp, freeBits, importanceSamples);
        }

        Bound bound() {
            return Bound.of(beta, klWarmUp, freeBits, importanceSamples);
        }
    }

    private final Config config;
    private final Models models;
    private final SameClasses classes = new SameClasses();
    private @Nullable AttributeConditioning attributes;

    public ConditionalVaeRecipe(Config config, Models models) {
        this.config = config;
        this.models = models;
    }

    /** The data itself. What comes first, the training data, says which classes or which attributes there are. */
    @Override
    public Dataset<Annotated<Images>> prepare(Dataset<Annotated<Images>> data) {
        Annotated<Images> first = data.read(new int[] {0});
        if (first instanceof Labelled<Images> labelled) {
            classes.require(labelled.labels(), data.name());
        } else if (attributes == null) {
            Attributes found = (Attributes) ((Attributed<Images, ?>) first).attributes();
            attributes = AttributeConditioning.of(found.attributes(), data.name());
        }
        return data;
    }

    @Override
    public Training<Annotated<Images>> start(Start<Annotated<Images>> start) {
        Annotated<Images> first = start.data().read(new int[] {0});
        Body body = new Body(Body.shapeOf(first.samples()), config.latents, config.body);
        Conditioning conditioning = attributes != null
                ? attributes
                : new ClassConditioning(
                        classes.requireSeveral("conditional-vae", start.data().name()));
        ConditionalVaeDesign design =
                new ConditionalVaeDesign(body, conditioning, config.likelihood, config.bound(), config.binarize);
        return new DesignTraining<>(models, "conditional-vae", design, start);
    }
}
