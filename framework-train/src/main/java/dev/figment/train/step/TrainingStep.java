package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.nn.Parameter;
import dev.figment.train.optim.Optimizer;
import dev.figment.train.optim.OptimizerConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Forward pass, backward pass, clipping and update as one ONNX graph. Parameters and the optimizer's state live in two
 * sets of direct buffers, and so does state that is not trained: a step reads one and writes the other, and nothing passes through the Java heap. One thread at
 * a time.
 */
public final class TrainingStep implements AutoCloseable {
    private static final String STEP = "step";

    private final Model model;
    private final Optimizer optimizer;
    private final List<String> metricNames;
    private final Map<String, Tensor> metrics = new LinkedHashMap<>();
    private final Map<String, Tensor> scalars = new HashMap<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final List<String> parameterNames;
    private final List<String> weightNames;
    private final NoiseTensors noise;
    private final long batchSize;
    private Map<String, Tensor> current;
    private Map<String, Tensor> next;
    private long step;

    private TrainingStep(Model model, StepGraph graph, long batchSize, Seed seed) {
        this.model = model;
        this.optimizer = graph.optimizer();
        this.metricNames = graph.metricNames();
        this.parameterNames = graph.parameters().stream().map(Parameter::path).toList();
        this.current = graph.initial(seed);
        this.weightNames = List.copyOf(current.keySet());
        this.next = new LinkedHashMap<>();
        graph.slotShapes().forEach((name, shape) -> current.put(name, Tensor.allocate(ElementType.FLOAT32, shape)));
        current.forEach((name, tensor) -> next.put(name, Tensor.allocate(tensor.type(), tensor.shape())));
        graph.states().stream()
                .filter(state -> !state.isUpdated())
                .forEach(state -> constants.put(state.path(), requireNonNull(current.get(state.path()))));
        next.putAll(constants);
        this.batchSize = batchSize;
        this.noise = new NoiseTensors(graph.noises(), batchSize, seed.child("noise"));
        metricNames.forEach(name -> metrics.put(name, Tensor.scalar(0)));
        optimizer.scalars().forEach(name -> scalars.put(name, Tensor.scalar(0)));
    }

    /**
     * Compiles an objective.
     *
     * @param inputs what comes with each batch, of fixed shapes
     * @param seed of the initial parameters and state, and of the noise
     * @throws dev.figment.train.graph.ShapeException if a layer does not fit its input
     * @throws dev.figment.train.gradient.GradientException if the objective cannot be differentiated
     */
    public static TrainingStep compile(
            Models models,
            String name,
            List<InputSpec> inputs,
            Objective objective,
            OptimizerConfig config,
            Seed seed) {
        StepGraph graph = StepGraph.of(name, inputs, objective, config);
        long batchSize = inputs.isEmpty() ? 1 : inputs.get(0).samples();
        return new TrainingStep(models.compile(graph.onnx(), name + " (training step)"), graph, batchSize, seed);
    }

    /** One step: the loss and the metrics before the update, in the objective's order. */
    public Map<String, Double> run(Map<String, Tensor> batch, double learningRate) {
        optimizer.scalars(step + 1, learningRate).forEach((name, value) -> {
            Tensor scalar = scalars.get(name);
            if (scalar != null) {
                scalar.floats().put(0, value);
            }
        });
        Map<String, Tensor> inputs = new HashMap<>(batch);
        inputs.putAll(current);
        inputs.putAll(scalars);
        inputs.putAll(noise.at(step * batchSize));
        noise.prepare((step + 1) * batchSize);
        Map<String, Tensor> outputs = new HashMap<>(metrics);
        next.forEach((name, tensor) -> {
            if (!constants.containsKey(name)) {
                outputs.put(StepGraph.next(name), tensor);
            }
        });
        model.run(inputs, outputs);
        Map<String, Tensor> swap = current;
        current = next;
        next = swap;
        step++;
        Map<String, Double> values = new LinkedHashMap<>();
        metrics.forEach(
                (name, tensor) -> values.put(name, (double) tensor.floats().get(0)));
        return values;
    }

    /** Steps done since the beginning. */
    public long step() {
        return step;
    }

    /** The parameters now, by dotted path; the tensors are read-only and valid until the next step. */
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameterNames.forEach(name -> parameters.put(name, requireNonNull(current.get(name))));
        return Collections.unmodifiableMap(parameters);
    }

    /** Parameters and state now, by dotted path: what an evaluation and an export need. As {@link #parameters()}. */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weightNames.forEach(name -> weights.put(name, requireNonNull(current.get(name))));
        return Collections.unmodifiableMap(weights);
    }

    /** A copy of everything that the next step depends on. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new TreeMap<>();
        current.forEach((name, tensor) -> {
            Tensor copy = Tensor.allocate(tensor.type(), tensor.shape());
            copy.bytes().put(tensor.bytes());
            state.put(name, copy);
        });
        state.put(STEP, Tensor.ofLongs(new long[] {step}));
        return state;
    }

    /**
     * Continues from a {@link #state()}.
     *
     * @throws IllegalArgumentException if it is of other networks or another optimizer
     */
    public void restore(Map<String, Tensor> state) {
        Tensor savedStep = state.get(STEP);
        if (savedStep == null) {
            throw new IllegalArgumentException("the state has no tensor '" + STEP + "'");
        }
        Map<String, Tensor> saved = new HashMap<>();
        current.forEach((name, tensor) -> saved.put(name, matching(name, tensor, state)));
        current.forEach((name, tensor) ->
                tensor.bytes().put(requireNonNull(saved.get(name)).bytes()));
        step = savedStep.longs().get(0);
    }

    private static Tensor matching(String name, Tensor wanted, Map<String, Tensor> state) {
        Tensor saved = state.get(name);
        if (saved == null || saved.type() != wanted.type() || !Arrays.equals(saved.shape(), wanted.shape())) {
            throw new IllegalArgumentException(
                    "the state has " + (saved == null ? "no tensor" : saved) + " for '" + name + "' " + wanted);
        }
        return saved;
    }

    @Override
    public void close() {
        model.close();
        noise.close();
    }
}
