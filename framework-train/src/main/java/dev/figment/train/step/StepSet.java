package dev.figment.train.step;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Updates of several objectives over one set of networks, such as a generator's and a discriminator's: each trains
 * parameters of its own with an optimizer of its own and reads those of the others, and they share the state that is not
 * trained. A recipe runs them in the order that its paper has. Each update is a graph that holds forward pass, backward
 * pass, clipping and optimizer. One thread at a time, apart from {@link #close()}, which waits for a run.
 */
public final class StepSet implements AutoCloseable {
    private final Models models;
    private final String name;
    private final Weights weights;
    private final Map<String, ObjectiveStep> steps;
    private final Map<List<String>, JointStep> joint = new HashMap<>();
    private boolean closed;

    private StepSet(Models models, String name, Weights weights, Map<String, ObjectiveStep> steps) {
        this.models = models;
        this.name = name;
        this.weights = weights;
        this.steps = steps;
    }

    /**
     * Compiles updates.
     *
     * @param seed of the initial parameters and state, and of the noise
     * @throws dev.figment.train.graph.ShapeException if a layer does not fit its input
     * @throws dev.figment.train.gradient.GradientException if an objective cannot be differentiated
     * @throws IllegalArgumentException if an update trains nothing or sees the noise of none, or two train the same
     *     parameter
     */
    public static StepSet compile(Models models, String name, List<Update> updates, Seed seed) {
        if (updates.stream().map(Update::name).distinct().count() < updates.size()) {
            throw new IllegalArgumentException("two updates have the same name: "
                    + updates.stream().map(Update::name).toList());
        }
        for (Update update : updates) {
            if (updates.stream().map(Update::name).noneMatch(update.noise()::equals)) {
                throw new IllegalArgumentException("the update '" + update.name() + "' sees the noise of '"
                        + update.noise() + "', and there is no such update");
            }
        }
        List<Forward> forwards =
                updates.stream().map(update -> Forward.of(name, update)).toList();
        Weights weights = Weights.of(updates, forwards, seed);
        Map<String, ObjectiveStep> steps = new LinkedHashMap<>();
        List<Workplace> places = new ArrayList<>();
        try {
            for (int i = 0; i < updates.size(); i++) {
                Update update = updates.get(i);
                Seed noise = update.noise().isEmpty()
                        ? seed.child("noise")
                        : seed.child("noise").child(update.noise());
                Workplace place = new Workplace(models, name, update, forwards.get(i), weights, noise);
                places.add(place);
                steps.put(update.name(), new ObjectiveStep(place, forwards.get(i)));
            }
        } catch (RuntimeException e) {
            places.forEach(Workplace::close);
            throw e;
        }
        return new StepSet(models, name, weights, steps);
    }

    /**
     * One step of an update: the loss and the metrics before it, in the objective's order.
     *
     * @param batch whole, also where it is cut into parts
     */
    public Map<String, Double> run(String update, Map<String, Tensor> batch, double learningRate) {
        return step(update).run(batch, learningRate);
    }

    /**
     * Several steps in one run of one graph, in which parameters and state stay on the device from step to step: for CUDA,
     * where they would be copied in each step. The result is that of as many single steps.
     *
     * @param batches whole, one for each step; all of them are copied together first
     * @param learningRates one for each step
     * @return the metrics of each step; empty where a step of them is not finite and is to be skipped, which a run cannot do
     *     to one alone: nothing has changed then, and the steps are to be done one by one
     * @throws IllegalStateException if batches are cut into parts
     */
    public List<Map<String, Double>> runAll(
            String update, List<Map<String, Tensor>> batches, List<Double> learningRates) {
        return step(update).runAll(batches, learningRates);
    }

    /**
     * One step of each of several updates in one run of one graph: each reads the parameters and the state that those before
     * it have just computed, so that the result is that of {@link #run} for one after the other. What several of them
     * compute alike is computed once: the samples of a generator that the discriminator learns from, and by which the
     * generator, which has not changed meanwhile, is trained. Alike is what depends on the same inputs of the batch, on the
     * same noise ({@link Update#withNoiseOf}), and on no parameter or state that changes between; the statistics that batch
     * norm keeps change with each update, as they do otherwise, and in training nothing depends on them.
     *
     * <p>Where an update is skipped because it is not finite, the others are not, and {@link #firstNotFinite} does not know
     * the parameter.
     *
     * @param updates at least one, in order, none of them twice
     * @param batch for all of them: inputs of one name are one input
     * @param learningRates one for each update
     * @return the metrics of each update
     * @throws IllegalArgumentException if inputs or noises of one name differ from update to update
     * @throws IllegalStateException if batches are cut into parts, or updates of the same noise have done different numbers
     *     of steps
     */
    public List<Map<String, Double>> runTogether(
            List<String> updates, Map<String, Tensor> batch, List<Double> learningRates) {
        if (updates.isEmpty()
                || updates.size() != learningRates.size()
                || updates.stream().distinct().count() < updates.size()) {
            throw new IllegalArgumentException("the updates " + updates + " with " + learningRates.size()
                    + " learning rates do not run together: each is there once and has one");
        }
        return joint(updates).run(batch, learningRates);
    }

    private synchronized JointStep joint(List<String> updates) {
        if (closed) {
            throw new IllegalStateException("the step is closed");
        }
        return joint.computeIfAbsent(
                List.copyOf(updates),
                names -> new JointStep(
                        models, name, names.stream().map(this::step).toList()));
    }

    /** The first half of a step of an update, whose noise is that of the next step. */
    public Gradients gradients(String update, Map<String, Tensor> batch) {
        return step(update).gradients(batch, step(update).firstSample());
    }

    /**
     * The first half of a step of an update. State that is not trained changes here.
     *
     * @param firstSample number of the batch's first sample in the whole training, on which the noise depends
     */
    public Gradients gradients(String update, Map<String, Tensor> batch, long firstSample) {
        return step(update).gradients(batch, firstSample);
    }

    /**
     * The second half of a step of an update: clipping and the optimizer.
     *
     * @param flatGradient of the layout that {@link Gradients#flat()} has
     */
    public void apply(String update, Tensor flatGradient, double learningRate) {
        step(update).apply(flatGradient, learningRate);
    }

    /** Steps of an update done since the beginning, with those that were skipped. */
    public long steps(String update) {
        return step(update).step();
    }

    /** Whether the last step of an update changed nothing, because its loss or its gradient was not finite. */
    public boolean isSkipped(String update) {
        return step(update).isSkipped();
    }

    /** The gradient's Euclidean norm in the last step of an update, where clipping or skipping needs it; else empty. */
    public OptionalDouble gradientNorm(String update) {
        return step(update).gradientNorm();
    }

    /**
     * The path of the first parameter that is not finite after the last step of an update, or would be if that had not
     * been skipped. Where the gradient is clipped by its norm, one bad element makes all parameters bad.
     */
    public Optional<String> firstNotFinite(String update) {
        return step(update).firstNotFinite();
    }

    /** All parameters now, by dotted path; the tensors are read-only and valid until the next step. */
    public Map<String, Tensor> parameters() {
        return tensors(weights.parameterPaths(), "");
    }

    /** Parameters and state now, by dotted path: what an evaluation and an export need. As {@link #parameters()}. */
    public Map<String, Tensor> weights() {
        return tensors(weights.weightPaths(), "");
    }

    /** As {@link #weights()}, with the average of each parameter of which one is kept. */
    public Map<String, Tensor> averaged() {
        return tensors(weights.weightPaths(), StepGraph.AVERAGE);
    }

    private Map<String, Tensor> tensors(List<String> paths, String preferredPrefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String path : paths) {
            Tensor preferred = weights.memory().find(preferredPrefix + path);
            tensors.put(path, preferred != null ? preferred : weights.memory().current(path));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /** A copy of everything that the next step depends on. */
    public Map<String, Tensor> state() {
        return new SavedState(weights, steps).copy();
    }

    /**
     * Continues from a {@link #state()}.
     *
     * @throws IllegalArgumentException if it is of other networks, other optimizers or other updates; nothing has changed
     *     then
     */
    public void restore(Map<String, Tensor> state) {
        new SavedState(weights, steps).restore(state);
    }

    private ObjectiveStep step(String update) {
        ObjectiveStep step = steps.get(update);
        if (step == null) {
            throw new IllegalArgumentException("there is no update '" + update + "', only " + steps.keySet());
        }
        return step;
    }

    @Override
    public synchronized void close() {
        closed = true;
        joint.values().forEach(JointStep::close);
        steps.values().forEach(ObjectiveStep::close);
    }
}
