package dev.figment.train.step;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.NoiseInput;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.State;
import dev.figment.train.optim.Clipping;
import dev.figment.train.optim.DecayGroups;
import dev.figment.train.optim.Optimizer;
import dev.figment.train.optim.OptimizerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph of one training step and the names of what goes in and out. */
record StepGraph(
        Graph graph,
        Optimizer optimizer,
        List<Parameter> parameters,
        List<State> states,
        List<NoiseInput> noises,
        List<String> metricNames) {
    static StepGraph of(String name, List<InputSpec> inputs, Objective objective, OptimizerConfig config) {
        Graph graph = new Graph(name);
        Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach(spec -> values.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        Scope scope = Scope.training(graph);
        Objective.Loss loss = objective.build(scope, values);
        List<Parameter> parameters = List.copyOf(scope.parameters());
        List<Value> gradients = Gradient.of(
                loss.value(), parameters.stream().map(Parameter::value).toList());
        if (config.clipNorm() > 0) {
            gradients = Clipping.byGlobalNorm(gradients, config.clipNorm());
        }
        update(graph, config, parameters, gradients);
        loss.all().forEach(graph::output);
        scope.states().stream()
                .filter(State::isUpdated)
                .forEach(state -> graph.output(next(state.path()), state.next()));
        return new StepGraph(
                graph,
                config,
                parameters,
                scope.states(),
                scope.noises(),
                new ArrayList<>(loss.all().keySet()));
    }

    private static void update(
            Graph graph, OptimizerConfig optimizer, List<Parameter> parameters, List<Value> gradients) {
        Map<String, Value> scalars = new LinkedHashMap<>();
        optimizer
                .scalars()
                .forEach(scalar -> scalars.put(scalar, graph.input(scalar, ElementType.FLOAT32, Shape.SCALAR)));
        for (int i = 0; i < parameters.size(); i++) {
            Value parameter = parameters.get(i).value();
            Map<String, Value> slots = new LinkedHashMap<>();
            optimizer
                    .slots()
                    .forEach(slot -> slots.put(
                            slot, graph.input(slot(slot, parameter), ElementType.FLOAT32, parameter.shape())));
            boolean decays = DecayGroups.decays(optimizer, parameters.get(i).path(), parameter.shape());
            Optimizer.Update update =
                    (decays ? optimizer : optimizer.withoutDecay()).update(parameter, gradients.get(i), slots, scalars);
            graph.output(next(parameter.name()), update.parameter());
            update.slots().forEach((slot, value) -> graph.output(next(slot(slot, parameter)), value));
        }
    }

    /** The output that holds the new value of an input. */
    static String next(String input) {
        return input + ".next";
    }

    private static String slot(String slot, Value parameter) {
        return slot + "." + parameter.name();
    }

    byte[] onnx() {
        return OnnxWriter.write(graph, Map.of());
    }

    /** Parameters and state before the first step. */
    Map<String, Tensor> initial(Seed seed) {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        parameters.forEach(parameter -> initial.put(parameter.path(), parameter.initial(seed)));
        states.forEach(state -> initial.put(state.path(), state.initial(seed)));
        return initial;
    }

    /** The shapes of the optimizer's state, by input name. */
    Map<String, long[]> slotShapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        optimizer
                .slots()
                .forEach(slot -> parameters.forEach(parameter -> shapes.put(
                        slot(slot, parameter.value()), parameter.value().shape().sizes())));
        return shapes;
    }
}
