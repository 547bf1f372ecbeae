package dev.figment.core.wiring;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Step;
import dev.figment.core.pipeline.Pipeline;
import dev.figment.core.pipeline.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A run config that has been checked from end to end; nothing of it is built yet. */
public final class Plan {
    private final RunConfig config;
    private final List<Part> components;
    private final List<Part> steps;

    Plan(RunConfig config, List<Part> components, List<Part> steps) {
        this.config = config;
        this.components = List.copyOf(components);
        this.steps = List.copyOf(steps);
    }

    public RunConfig config() {
        return config;
    }

    /** What it uses. */
    public Uses uses() {
        return Uses.of(Stream.concat(components.stream(), steps.stream()).toList());
    }

    /**
     * Builds all components and steps.
     *
     * @throws dev.figment.api.error.FigmentException if one cannot be built
     */
    public Pipeline build(Services services) {
        Seed seed = new Seed(config.seed());
        Map<String, Object> built = new Wiring(services).build(components, steps, seed);
        List<Stage> stages = new ArrayList<>();
        for (Part step : steps) {
            Step<?, ?> object = (Step<?, ?>) requireNonNull(built.get(step.slot()));
            stages.add(new Stage(step.label(), step.where(), object, seed.child(step.slot())));
        }
        return new Pipeline(stages);
    }

    /**
     * Builds the components alone.
     *
     * @return by name, in an order in which each one comes after those that it refers to
     * @throws dev.figment.api.error.FigmentException if one cannot be built
     */
    public Map<String, Object> components(Services services) {
        Map<String, Object> built = new Wiring(services).build(components, List.of(), new Seed(config.seed()));
        Map<String, Object> byName = new LinkedHashMap<>();
        components.forEach(part -> byName.put(part.label(), requireNonNull(built.get(part.slot()))));
        return byName;
    }

    /** Builds it and runs it. */
    public List<Outcome> run(Services services, LongConsumer progress) {
        return build(services).run(progress);
    }
}
