package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import java.util.Map;

/**
 * One training under way: networks, objectives and the optimizers' state. One thread at a time, but for {@link #prepare}.
 *
 * @param <T> the medium that it trains on
 */
public interface Training<T extends Batch> extends AutoCloseable {
    /**
     * What a step or a validation needs of a batch: its tensors and all the randomness. It depends on the arguments alone,
     * and is called on another thread while a step is under way, so that the step need not wait for it.
     *
     * @param at the randomness: what sample i of the batch needs comes from {@code at.seed(i)} alone
     * @return tensors by name
     */
    Map<String, Tensor> prepare(T batch, Position at);

    /**
     * One optimizer step.
     *
     * @param prepared of a training batch
     * @param learningRate from the schedule
     * @return metrics in the order to print them, {@code loss} first; means over the batch
     */
    Map<String, Double> step(Map<String, Tensor> prepared, double learningRate);

    /**
     * The same metrics for samples that are not trained on; nothing changes.
     *
     * @param prepared of a batch of any size
     * @param at where it was prepared, for noise that the networks themselves need
     */
    Map<String, Double> validate(Map<String, Tensor> prepared, Position at);

    /** A copy of everything that the next step depends on, by dotted name. */
    Map<String, Tensor> state();

    /**
     * Continues from a {@link #state()}.
     *
     * @throws IllegalArgumentException if it is of other networks
     */
    void restore(Map<String, Tensor> state);

    /**
     * The trained model.
     *
     * @param metadata to write into each file: where it comes from
     * @return ONNX files by name: {@code encoder.onnx}
     */
    Map<String, byte[]> export(Map<String, String> metadata);

    /**
     * What shows how it does now, made from these validation samples; the same ones give what can be compared.
     *
     * @return by name, which becomes a part of the file's name, in lower-case letters, digits and hyphens: {@code samples};
     *     empty where there is nothing to show
     */
    Map<String, Preview> preview(T samples, Position at);

    @Override
    void close();
}
