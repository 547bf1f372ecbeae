package dev.figment.train.loop;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.train.data.Indices;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;

/** A training of one number, which every sample, seed and learning rate moves; its losses are given. */
final class FakeTraining implements Training<Indices> {
    private final LongToDoubleFunction losses;
    private final LongToDoubleFunction validationLosses;
    private double weight;
    private long step;
    private boolean closed;

    /**
     * @param losses by steps done
     * @param validationLosses by steps done
     */
    FakeTraining(LongToDoubleFunction losses, LongToDoubleFunction validationLosses) {
        this.losses = losses;
        this.validationLosses = validationLosses;
    }

    boolean isClosed() {
        return closed;
    }

    private Map<String, Double> metrics(double loss) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss);
        metrics.put("distance", weight);
        return metrics;
    }

    @Override
    public Map<String, Double> step(Indices batch, Position at, double learningRate) {
        for (int i = 0; i < batch.size(); i++) {
            weight = weight * 0.9
                    + learningRate * batch.values().get(i) * at.seed(i).uniform(0);
        }
        return metrics(losses.applyAsDouble(++step));
    }

    @Override
    public Map<String, Double> validate(Indices batch, Position at) {
        return metrics(validationLosses.applyAsDouble(step));
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("weight", Tensor.ofLongs(new long[] {Double.doubleToRawLongBits(weight)}), "step", steps());
    }

    private Tensor steps() {
        return Tensor.ofLongs(new long[] {step});
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        if (!state.containsKey("weight")) {
            throw new IllegalArgumentException("the state has no tensor for 'weight'");
        }
        weight = Double.longBitsToDouble(state.get("weight").longs().get(0));
        step = state.get("step").longs().get(0);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        return Map.of("model.txt", (weight + " " + new TreeMap<>(metadata)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Images preview(Indices samples, Position at) {
        return Images.of(Tensor.allocate(ElementType.FLOAT32, samples.size(), 1, 1, 1));
    }

    @Override
    public void close() {
        closed = true;
    }
}
