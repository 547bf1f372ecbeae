package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An objective without its gradient: the loss and the metrics of a batch, which may be of any size. */
public final class EvaluationStep implements AutoCloseable {
    private final Model model;
    private final List<String> parameterNames;
    private final List<String> metricNames;

    private EvaluationStep(Model model, List<String> parameterNames, List<String> metricNames) {
        this.model = model;
        this.parameterNames = parameterNames;
        this.metricNames = metricNames;
    }

    /**
     * Compiles an objective.
     *
     * @param inputs what comes with each batch; the first dimension may be named
     */
    public static EvaluationStep compile(Models models, String name, List<InputSpec> inputs, Objective objective) {
        Graph graph = new Graph(name);
        Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach(spec -> values.put(spec.name(), graph.input(spec.name(), spec.type(), spec.shape())));
        Scope scope = Scope.training(graph);
        Objective.Loss loss = objective.build(scope, values);
        loss.all().forEach(graph::output);
        Model model = models.compile(OnnxWriter.write(graph, Map.of()), name + " (evaluation)");
        List<String> parameterNames =
                scope.parameters().stream().map(Parameter::path).toList();
        return new EvaluationStep(model, parameterNames, List.copyOf(loss.all().keySet()));
    }

    /** The loss and the metrics, in the objective's order, for these parameters, of which it may use only some. */
    public Map<String, Double> run(Map<String, Tensor> batch, Map<String, Tensor> parameters) {
        Map<String, Tensor> inputs = new HashMap<>(batch);
        for (String name : parameterNames) {
            inputs.put(name, requireNonNull(parameters.get(name), () -> "no parameter " + name));
        }
        Map<String, Tensor> outputs = model.run(inputs);
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : metricNames) {
            values.put(name, (double) requireNonNull(outputs.get(name)).floats().get(0));
        }
        return values;
    }

    @Override
    public void close() {
        model.close();
    }
}
