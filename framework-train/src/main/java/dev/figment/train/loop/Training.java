package dev.figment.train.loop;

import dev.figment.api.Batch;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import java.util.Map;

/**
 * One training under way: networks, objectives and the optimizers' state. One thread at a time.
 *
 * @param <T> the medium that it trains on
 */
public interface Training<T extends Batch> extends AutoCloseable {
    /**
     * One optimizer step.
     *
     * @param at the randomness: what sample i of the batch needs comes from {@code at.seed(i)} alone
     * @param learningRate from the schedule
     * @return metrics in the order to print them, {@code loss} first; means over the batch
     */
    Map<String, Double> step(T batch, Position at, double learningRate);

    /** The same metrics for samples that are not trained on; nothing changes. The batch may be of any size. */
    Map<String, Double> validate(T batch, Position at);

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

    /** Pictures that show how it does now, made from these validation samples; the same ones give comparable pictures. */
    Images preview(T samples, Position at);

    @Override
    void close();
}
