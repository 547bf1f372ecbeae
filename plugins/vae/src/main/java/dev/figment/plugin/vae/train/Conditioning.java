package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Value;
import java.util.Map;

/** What a conditional model is told of each image beside its pixels. */
sealed interface Conditioning permits ClassConditioning, AttributeConditioning {
    /** Numbers in a condition, at least 1. */
    int size();

    /** FLOAT32 [samples, size], as the model's files take it. */
    Tensor of(Annotated<Images> batch);

    /** What the networks see of a condition, [samples, size]: numbers from 0 to 1. */
    Value scaled(Value condition);

    /**
     * The conditions of drawn images that show what the model has learned, FLOAT32 [samples, size].
     *
     * @param given those of the images that are shown beside them
     */
    Tensor shown(Tensor given);

    /** What the model's files say of their condition: names, each on a line. */
    Map<String, String> metadata();
}
