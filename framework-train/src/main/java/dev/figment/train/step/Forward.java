package dev.figment.train.step;

import dev.figment.api.ElementType;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An objective in a graph, before anything is done with it. */
record Forward(Graph graph, Scope scope, Objective.Loss loss, List<Parameter> trained) {
    /** Builds it for one part of a batch. */
    static Forward of(String name, Update update) {
        Graph graph = new Graph(name);
        Map<String, Value> values = new LinkedHashMap<>();
        update.partInputs()
                .forEach(spec -> values.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        Scope scope = Scope.training(graph);
        Objective.Loss loss = update.objective().build(scope, values);
        List<Parameter> trained = scope.parameters().stream()
                .filter(parameter -> update.trains(parameter.path()))
                .toList();
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("the update '" + update.name() + "' trains no parameter: "
                    + update.trains() + " is none of "
                    + scope.parameters().stream().map(Parameter::path).toList());
        }
        return new Forward(graph, scope, loss, trained);
    }

    /**
     * Adds the gradients: by segment.
     *
     * @param scaled whether to take them of the loss times {@link StepGraph#LOSS_SCALE}, and to divide them by it
     */
    Map<Segment, Value> gradients(FlatLayout layout, boolean scaled) {
        if (!scaled) {
            return gradientsOf(loss.value(), layout);
        }
        Value scale = graph.input(StepGraph.LOSS_SCALE, ElementType.FLOAT32, Shape.SCALAR);
        Value inverse = Arithmetic.div(graph.scalar(1), scale);
        Map<Segment, Value> gradients = new LinkedHashMap<>();
        gradientsOf(Arithmetic.mul(loss.value(), scale), layout)
                .forEach((segment, gradient) -> gradients.put(segment, Arithmetic.mul(gradient, inverse)));
        return gradients;
    }

    private Map<Segment, Value> gradientsOf(Value scalar, FlatLayout layout) {
        List<Value> values =
                Gradient.of(scalar, trained.stream().map(Parameter::value).toList());
        Map<String, Value> byPath = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            byPath.put(trained.get(i).path(), values.get(i));
        }
        return Join.bySegment(layout, byPath);
    }

    /** Makes the metrics and the state outputs. */
    void addOutputs() {
        loss.all().forEach(graph::output);
        nextStates().forEach(graph::output);
    }

    /** The state after the step, by output. */
    Map<String, Value> nextStates() {
        Map<String, Value> nexts = new LinkedHashMap<>();
        scope.states().stream()
                .filter(State::isUpdated)
                .forEach(state -> nexts.put(StepGraph.next(state.path()), state.next()));
        return nexts;
    }
}
