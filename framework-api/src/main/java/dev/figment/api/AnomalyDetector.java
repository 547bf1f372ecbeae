package dev.figment.api;

import java.util.List;
import java.util.Map;

/**
 * Says how unusual samples are, by several measures that are independent of each other. Implementations are safe for use
 * by several threads.
 *
 * @param <T> the medium that is judged
 */
public interface AnomalyDetector<T extends Batch> {
    /** The names of the model's own measures, in the order to show them, the one that it is meant to be used with first. */
    List<String> scores();

    /** The names of simple measures to compare the model's with; may be empty. */
    List<String> baselines();

    /**
     * Judges each sample on its own: the result for one does not depend on its batch-mates.
     *
     * @return FLOAT32 [samples] for each name of {@link #scores} and {@link #baselines}, the greater the more unusual
     * @throws dev.figment.api.error.FigmentException if the samples do not have the shape that the model takes
     */
    Map<String, Tensor> score(T samples);

    /** The same of normal samples, those that the model was trained on or some of them: what thresholds are made of. */
    Map<String, Tensor> normal();
}
