package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.graph.Dim;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.NoiseInput;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An objective without its gradient, its layers as in inference: the loss and the metrics of a batch, which may be of any
 * size.
 */
public final class EvaluationStep implements AutoCloseable {
    private final Model model;
    private final List<InputSpec> batchInputs;
    private final List<String> weightNames;
    private final List<NoiseInput> noises;
    private final List<String> metricNames;

    private EvaluationStep(Model model, List<InputSpec> batchInputs, Scope scope, List<String> metricNames) {
        this.model = model;
        this.batchInputs = batchInputs;
        this.weightNames = Stream.concat(
                        scope.parameters().stream().map(Parameter::path),
                        scope.states().stream().map(State::path))
                .toList();
        this.noises = scope.noises();
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
        Scope scope = Scope.evaluation(graph);
        Objective.Loss loss = objective.build(scope, values);
        loss.all().forEach(graph::output);
        Model model = models.compile(OnnxWriter.write(graph, Map.of()), name + " (evaluation)");
        return new EvaluationStep(
                model, List.copyOf(inputs), scope, List.copyOf(loss.all().keySet()));
    }

    /**
     * The loss and the metrics, in the objective's order.
     *
     * @param weights parameters and state by dotted path, of which it may use only some
     * @throws IllegalStateException if the objective has noise even in evaluation, which needs a position
     */
    public Map<String, Double> run(Map<String, Tensor> batch, Map<String, Tensor> weights) {
        if (!noises.isEmpty()) {
            throw new IllegalStateException("the objective has noise, "
                    + noises.get(0).path() + ", so its evaluation needs the samples' position");
        }
        return compute(new HashMap<>(batch), weights);
    }

    /**
     * As {@link #run(Map, Map)}, with noise from the position's seed and the samples' numbers, so that it does not depend
     * on how the samples were cut into batches.
     */
    public Map<String, Double> run(Map<String, Tensor> batch, Map<String, Tensor> weights, Position at) {
        Map<String, Tensor> inputs = new HashMap<>(batch);
        Map<Dim, Long> sizes = namedSizes(batch);
        for (NoiseInput noise : noises) {
            long[] shape = noise.value().shape().dims().stream()
                    .mapToLong(dim -> dim instanceof Dim.Fixed fixed ? fixed.size() : requireNonNull(sizes.get(dim)))
                    .toArray();
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
            long samples = batchInputs.isEmpty()
                    ? 1
                    : requireNonNull(batch.get(batchInputs.get(0).name())).dim(0);
            long first = at.first() * (tensor.count() / samples);
            noise.noise().fill(at.stepSeed().child(noise.path()), first, tensor.floats());
            inputs.put(noise.path(), tensor);
        }
        return compute(inputs, weights);
    }

    private Map<Dim, Long> namedSizes(Map<String, Tensor> batch) {
        Map<Dim, Long> sizes = new HashMap<>();
        for (InputSpec spec : batchInputs) {
            Tensor tensor = requireNonNull(batch.get(spec.name()), () -> "no input " + spec.name());
            for (int axis = 0; axis < spec.shape().rank(); axis++) {
                sizes.put(spec.shape().dim(axis), tensor.dim(axis));
            }
        }
        return sizes;
    }

    private Map<String, Double> compute(Map<String, Tensor> inputs, Map<String, Tensor> weights) {
        for (String name : weightNames) {
            inputs.put(name, requireNonNull(weights.get(name), () -> "no parameter or state " + name));
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
