package dev.figment.train.step;

import dev.figment.api.Tensor;
import dev.figment.api.model.Models;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A step of each of several updates, in order, in one run of one graph, in which nothing is computed twice. */
final class JointStep implements AutoCloseable {
    private final List<ObjectiveStep> steps;
    private final Set<Bank> banks = new LinkedHashSet<>();
    private final JointNoise noise;
    private final Program program;

    /**
     * Compiles it.
     *
     * @throws IllegalStateException if an update cuts its batch into parts
     */
    JointStep(Models models, String name, List<ObjectiveStep> steps) {
        this.steps = List.copyOf(steps);
        List<Workplace> places = steps.stream().map(ObjectiveStep::place).toList();
        Map<String, Tensor> scalars = new HashMap<>();
        Map<String, Tensor> results = new HashMap<>();
        for (Workplace place : places) {
            Update update = place.update();
            if (update.options().accumulate() > 1) {
                throw new IllegalStateException("the update '" + update.name()
                        + "' cuts its batch into parts, which one that runs together with others cannot");
            }
            place.scalars().forEach((scalar, tensor) -> scalars.put(JointGraph.own(update, scalar), tensor));
            place.results().forEach((result, tensor) -> results.put(JointGraph.own(update, result), tensor));
            banks.add(place.weights());
            banks.addAll(place.states());
        }
        this.noise = JointNoise.of(steps);
        Memory memory = places.get(0).memory();
        String title =
                name + " " + places.stream().map(place -> place.update().name()).toList() + " (joint step)";
        this.program = Program.compile(models, JointGraph.of(name, places), title, memory, scalars, results);
    }

    /** One step of each; gives the metrics of each. */
    List<Map<String, Double>> run(Map<String, Tensor> batch, List<Double> learningRates) {
        Map<String, Tensor> others = new HashMap<>(batch);
        others.putAll(noise.next());
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).prepare(learningRates.get(i));
        }
        program.run(others);
        banks.forEach(Bank::swap);
        List<Map<String, Double>> metrics = new ArrayList<>();
        steps.forEach(step -> metrics.add(step.finishWithin()));
        return metrics;
    }

    @Override
    public void close() {
        program.close();
        noise.close();
    }
}
