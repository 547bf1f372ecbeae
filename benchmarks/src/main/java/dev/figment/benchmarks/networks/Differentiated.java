package dev.figment.benchmarks.networks;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Value;
import dev.figment.train.layout.DeviceForm;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The losses of a family and their gradients, without an update. */
public final class Differentiated {
    private final Graph graph;
    private final List<Parameter> parameters;
    private final List<State> states;

    private Differentiated(Graph graph, List<Parameter> parameters, List<State> states) {
        this.graph = graph;
        this.parameters = parameters;
        this.states = states;
    }

    public static Differentiated of(Family family) {
        Graph graph = new Graph(family.name());
        Map<String, Value> inputs = new LinkedHashMap<>();
        family.specs().forEach(spec -> inputs.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        Scope scope = Scope.training(graph);
        List<Value> losses = new ArrayList<>();
        family.goals()
                .forEach(
                        goal -> losses.add(goal.objective().build(scope, inputs).value()));
        List<Parameter> parameters = List.copyOf(scope.parameters());
        for (int i = 0; i < losses.size(); i++) {
            Goal goal = family.goals().get(i);
            graph.output(goal.loss(), losses.get(i));
            List<Value> mine = parameters.stream()
                    .filter(parameter -> goal.trains(parameter.path()))
                    .map(Parameter::value)
                    .toList();
            List<Value> gradients = Gradient.of(losses.get(i), mine);
            for (int k = 0; k < mine.size(); k++) {
                graph.output(gradient(mine.get(k).name()), gradients.get(k));
            }
        }
        return new Differentiated(graph, parameters, scope.states());
    }

    /** The output that holds the gradient for a parameter. */
    public static String gradient(String parameter) {
        return "gradient." + parameter;
    }

    /** The weights that a seed gives, by path. */
    public Map<String, Tensor> parameters(Seed seed) {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        parameters.forEach(parameter -> initial.put(parameter.path(), parameter.initial(seed)));
        return initial;
    }

    /** What the layers keep from step to step, before the first one, by path. */
    public Map<String, Tensor> states(Seed seed) {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        states.forEach(state -> initial.put(state.path(), state.initial(seed)));
        return initial;
    }

    /**
     * Runs it, in the form in which a step is computed where the models run.
     *
     * @param inputs parameters, states and batch
     * @return losses by name, and {@link #gradient} of each parameter
     */
    public Map<String, Tensor> run(Models models, Map<String, Tensor> inputs) {
        try (Model model =
                models.compile(OnnxWriter.write(DeviceForm.of(graph, models.device()), Map.of()), graph.name())) {
            return model.run(inputs);
        }
    }
}
