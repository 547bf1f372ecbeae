package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.train.precision.LossScale;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a checkpoint holds of a set of steps: the weights by name, and how far each update is. */
record SavedState(Weights weights, Map<String, ObjectiveStep> steps) {
    private static final String STEP = "step";
    private static final String UPDATES = "updates";
    private static final String LOSS_SCALE = "loss-scale";

    /** A copy of everything that the next step depends on. */
    Map<String, Tensor> copy() {
        Map<String, Tensor> state = new TreeMap<>();
        weights.saved()
                .forEach(name -> state.put(name, SplitStep.copy(weights.memory().current(name))));
        steps.forEach((update, step) -> {
            state.put(key(STEP, update), Tensor.ofLongs(new long[] {step.step()}));
            state.put(key(UPDATES, update), Tensor.ofLongs(new long[] {step.updates()}));
            if (step.isScaled()) {
                state.put(key(LOSS_SCALE, update), step.lossScale().tensor());
            }
        });
        return state;
    }

    /**
     * Continues from a {@link #copy()}.
     *
     * @throws IllegalArgumentException if it is of other networks, other optimizers or other updates; nothing has changed
     *     then
     */
    void restore(Map<String, Tensor> state) {
        Map<String, Tensor> saved = new HashMap<>();
        weights.saved()
                .forEach(name -> saved.put(name, matching(name, weights.memory().current(name), state)));
        Map<String, Long> done = new HashMap<>();
        steps.keySet().forEach(update -> done.put(update, count(key(STEP, update), state)));
        Map<String, Long> updates = new HashMap<>();
        steps.keySet().forEach(update -> updates.put(update, count(key(UPDATES, update), state)));
        Map<String, LossScale> scales = new HashMap<>();
        steps.forEach((update, step) -> scales.put(
                update,
                step.isScaled()
                        ? LossScale.of(matching(
                                key(LOSS_SCALE, update), step.lossScale().tensor(), state))
                        : LossScale.INITIAL));
        saved.forEach((name, tensor) -> weights.memory().current(name).bytes().put(tensor.bytes()));
        steps.forEach((update, step) -> step.continueAt(
                requireNonNull(done.get(update)),
                requireNonNull(updates.get(update)),
                requireNonNull(scales.get(update))));
    }

    private static String key(String name, String update) {
        return update.isEmpty() ? name : name + ":" + update;
    }

    private static long count(String name, Map<String, Tensor> state) {
        return matching(name, Tensor.ofLongs(new long[1]), state).longs().get(0);
    }

    private static Tensor matching(String name, Tensor wanted, Map<String, Tensor> state) {
        Tensor saved = state.get(name);
        if (saved == null || saved.type() != wanted.type() || !Arrays.equals(saved.shape(), wanted.shape())) {
            throw new IllegalArgumentException(
                    "the state has " + (saved == null ? "no tensor" : saved) + " for '" + name + "' " + wanted);
        }
        return saved;
    }
}
