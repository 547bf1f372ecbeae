package dev.figment.plugin.vae.train;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.train.loop.Preview;
import dev.figment.train.step.InputSpec;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes one kind of model from another while it is trained.
 *
 * @param <T> the medium that it trains on
 */
interface Design<T extends Batch> extends Objective {
    /** What comes with each batch; of a named batch size where it is null. */
    List<InputSpec> inputs(@Nullable Long batch);

    /** Those inputs for some samples; their randomness is from {@code at.seed(i)}. */
    Map<String, Tensor> feed(T samples, Position at);

    /** The files of the trained model. */
    List<ModelFile> files();

    /** What these files say of themselves beside where they come from; nothing, where nothing else is said. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /** What these files make of samples that were not trained on. */
    Map<String, Preview> preview(Map<String, Model> files, T samples, Position at);
}
