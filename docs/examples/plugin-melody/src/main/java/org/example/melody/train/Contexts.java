package org.example.melody.train;

import dev.figment.api.Batch;
import dev.figment.api.Tensor;

/**
 * What the model learns from: an event, and what came before it.
 *
 * @param events INT64 [samples, context]: the tokens before
 * @param beats INT64 [samples]: which eighth of its bar it is, from 0
 * @param next INT64 [samples]: its token
 */
public record Contexts(Tensor events, Tensor beats, Tensor next) implements Batch {
    @Override
    public int size() {
        return (int) events.dim(0);
    }
}
