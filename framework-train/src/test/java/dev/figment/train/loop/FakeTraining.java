package dev.figment.train.loop;

import dev.figment.api.ElementType;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.train.data.Indices;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A training of one number, which every sample, seed and learning rate moves; its losses are given. */
class FakeTraining implements Training<Indices> {
    final LongToDoubleFunction losses;
    private final LongToDoubleFunction validationLosses;
    private final @Nullable LongToDoubleFunction accuracies;
    private double weight;
    private long step;
    private boolean closed;

    /**
     * @param losses by steps done
     * @param validationLosses by steps done
     * @param accuracies by steps done; null for no such metric
     */
    FakeTraining(
            LongToDoubleFunction losses,
            LongToDoubleFunction validationLosses,
            @Nullable LongToDoubleFunction accuracies) {
        this.accuracies = accuracies;
        this.losses = losses;
        this.validationLosses = validationLosses;
    }

    boolean isClosed() {
        return closed;
    }

    final Map<String, Double> metrics(double loss, long at) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss);
        metrics.put("distance", weight);
        if (accuracies != null) {
            metrics.put("accuracy", accuracies.applyAsDouble(at));
        }
        return metrics;
    }

    /** What each sample does to the weight. */
    @Override
    public Map<String, Tensor> prepare(Indices batch, Position at) {
        Tensor pushes = Tensor.allocate(ElementType.FLOAT32, batch.size());
        for (int i = 0; i < batch.size(); i++) {
            pushes.floats().put(i, (float) (batch.values().get(i) * at.seed(i).uniform(0)));
        }
        return Map.of("pushes", pushes);
    }

    @Override
    public Map<String, Double> step(Map<String, Tensor> prepared, double learningRate) {
        for (float push : prepared.get("pushes").toFloatArray()) {
            weight = weight * 0.9 + learningRate * push;
        }
        step++;
        return metrics(losses.applyAsDouble(step), step);
    }

    @Override
    public Map<String, Double> validate(Map<String, Tensor> prepared, Position at) {
        return metrics(validationLosses.applyAsDouble(step), step);
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
    public Map<String, Preview> preview(Indices samples, Position at) {
        return Map.of("indices", Preview.of(new Text(List.of(samples.values() + " at " + weight))));
    }

    @Override
    public void close() {
        closed = true;
    }
}
