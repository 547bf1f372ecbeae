package dev.figment.plugin.vae.train;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What distinguishes one kind of autoencoder from another while it is trained. */
interface Design extends Objective {
    /** What comes with each batch; of a named batch size where it is null. */
    List<InputSpec> inputs(@Nullable Long batch);

    /** Those inputs for some images. */
    Map<String, Tensor> feed(Images images, Position at);

    Body body();

    /** From images to the mean and, where there is one, the log-variance. */
    Map<String, Value> encoder(Scope scope, Value images);

    /** From latents to images in [0, 1]. */
    default Map<String, Value> decoder(Scope scope, Value latents) {
        Value logits = body().decode(scope, latents);
        return Map.of(CoderFiles.IMAGES, body().unflatten(Activations.sigmoid(logits)));
    }

    /** Whether latents drawn from N(0, I) decode to samples. */
    boolean hasPrior();
}
