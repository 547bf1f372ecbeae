package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An objective without its gradient: the loss and the metrics of a batch, which may be of any size. */
public final class EvaluationStep implements AutoCloseable {
    private final Model model;
    private final List<String> metricNames;

    private EvaluationStep(Model model, List<String> metricNames) {
        this.model = model;
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
        Objective.Loss loss = objective.build(Scope.training(graph), values);
        loss.all().forEach(graph::output);
        Model model = models.compile(OnnxWriter.write(graph, Map.of()), name + " (evaluation)");
        return new EvaluationStep(model, List.copyOf(loss.all().keySet()));
    }

    /** The loss and the metrics, in the objective's order, for these parameters. */
    public Map<String, Double> run(Map<String, Tensor> batch, Map<String, Tensor> parameters) {
        Map<String, Tensor> inputs = new HashMap<>(batch);
        inputs.putAll(parameters);
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
