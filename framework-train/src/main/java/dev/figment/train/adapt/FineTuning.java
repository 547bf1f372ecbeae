package dev.figment.train.adapt;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.train.graph.Value;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.Product;
import dev.figment.train.imported.Substitution;
import dev.figment.train.imported.Weight;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model of an ONNX file with a choice of what is trained of it: weights, low-rank adapters, or both. It stands in an
 * {@link dev.figment.train.step.Objective} as a network does:
 *
 * <pre>{@code
 * Imported gpt = Imported.read(Path.of("gpt2.onnx"));
 * FineTuning tuning = FineTuning.of(gpt, models).lora(Lora.of(8, 16, "*c_attn*"));
 * Objective objective = (scope, in) -> {
 *     Value logits = tuning.apply(scope, Map.of("input_ids", in.get("tokens")), "logits").get("logits");
 *     return new Objective.Loss(loss(logits, in.get("targets")), Map.of());
 * };
 * TrainingStep step = TrainingStep.compile(models, "gpt", inputs, objective, config, seed);
 * …
 * tuning.merge(step.parameters()).write(Path.of("tuned.onnx"), Map.of());
 * tuning.adapter(step.parameters()).write(Path.of("adapter"));
 * }</pre>
 *
 * <p>Parameters are named as the file's weights are; the adapters of a weight are {@code WEIGHT.lora_A} and
 * {@code WEIGHT.lora_B}. The model computes as in inference: without dropout, with the running statistics of batch
 * normalizations. Immutable: each method that chooses gives another one.
 */
public final class FineTuning {
    private final Imported model;
    private final Models models;
    private final String path;
    private final Set<String> weights;
    private final Map<String, LowRank> adapters;
    private final Map<String, Tensor> initial;

    private FineTuning(
            Imported model,
            Models models,
            String path,
            Set<String> weights,
            Map<String, LowRank> adapters,
            Map<String, Tensor> initial) {
        this.model = model;
        this.models = models;
        this.path = path;
        this.weights = weights;
        this.adapters = adapters;
        this.initial = initial;
    }

    /** With nothing trained yet. */
    public static FineTuning of(Imported model, Models models) {
        return new FineTuning(model, models, "", Set.of(), Map.of(), Map.of());
    }

    /**
     * Trains these weights, too.
     *
     * @param patterns of names: {@code *} stands for any characters, {@code ?} for one, and a pattern that begins with
     *     {@code !} excludes. A pattern with {@code *} or {@code ?} means no tensors of rank 0, and no running statistics
     * @throws FigmentException if a pattern names no weight, or only such as cannot be trained
     */
    public FineTuning train(String... patterns) {
        Set<String> more = new LinkedHashSet<>(weights);
        new Selection(model).weights(Patterns.of(patterns)).forEach(weight -> more.add(weight.name()));
        return new FineTuning(model, models, path, more, adapters, initial);
    }

    /**
     * Trains low-rank adapters beside these weights, too.
     *
     * @throws FigmentException if a pattern names no matrix product with a weight
     */
    public FineTuning lora(Lora lora) {
        Map<String, LowRank> more = new LinkedHashMap<>(adapters);
        new Selection(model)
                .products(new Patterns(lora.on()))
                .forEach((weight, products) -> more.put(weight, LowRank.of(products, lora)));
        return new FineTuning(model, models, path, weights, more, initial);
    }

    /**
     * Goes on from an adapter: it is trained further, and so are the weights that it holds.
     *
     * @throws FigmentException if it does not fit the model
     */
    public FineTuning from(Adapter adapter) {
        adapter.requireFit(model);
        Set<String> moreWeights = new LinkedHashSet<>(weights);
        moreWeights.addAll(adapter.weights());
        Map<String, LowRank> moreAdapters = new LinkedHashMap<>(adapters);
        adapter.lowRank().forEach(lowRank -> moreAdapters.put(lowRank.weight(), lowRank));
        Map<String, Tensor> moreInitial = new HashMap<>(initial);
        moreInitial.putAll(adapter.tensors());
        return new FineTuning(model, models, path, moreWeights, moreAdapters, moreInitial);
    }

    /** Puts its parameters below a place of the network: {@code student} makes {@code student.WEIGHT} of their names. */
    public FineTuning at(String newPath) {
        return new FineTuning(model, models, newPath, weights, adapters, initial);
    }

    /**
     * Puts the model into a network. What the wanted outputs do not need is left out, its weights too.
     *
     * @param inputs by the model's names, of fixed shapes
     * @param outputs the model's outputs that are wanted; all if none is named
     * @return the outputs by name
     * @throws FigmentException if nothing is trained, or the inputs or outputs are not those of the model
     */
    public Map<String, Value> apply(Scope scope, Map<String, Value> inputs, String... outputs) {
        Scope place = path.isEmpty() ? scope : scope.child(path);
        Parameters parameters = new Parameters(place);
        Map<String, Value> results = model.build(place, inputs, List.of(outputs), models, parameters);
        if (!parameters.used) {
            throw FigmentException.user(Problem.of(
                            "nothing-to-train",
                            "",
                            weights.isEmpty() && adapters.isEmpty()
                                    ? "no weight of the model was chosen"
                                    : "the outputs " + results.keySet() + " depend on none of the chosen weights")
                    .fix("choose weights with 'train' or 'lora', '*' for all"));
        }
        return results;
    }

    /**
     * The model with what was trained in its weights: ready to be written.
     *
     * @param parameters trained, by path; those of other networks are left alone
     */
    public Imported merge(Map<String, Tensor> parameters) {
        return adapter(parameters).mergeInto(model);
    }

    /** What was trained alone: adapters, and the whole of those weights that were trained themselves. */
    public Adapter adapter(Map<String, Tensor> parameters) {
        Map<String, Tensor> trained = new LinkedHashMap<>();
        List<String> trainedWeights = new ArrayList<>();
        List<LowRank> trainedAdapters = new ArrayList<>();
        for (String weight : weights) {
            Tensor tensor = parameters.get(at(path, weight));
            if (tensor != null) {
                trainedWeights.add(weight);
                trained.put(weight, copy(tensor));
            }
        }
        for (LowRank lowRank : adapters.values()) {
            Tensor a = parameters.get(at(path, lowRank.a()));
            Tensor b = parameters.get(at(path, lowRank.b()));
            if (a != null && b != null) {
                trainedAdapters.add(lowRank);
                trained.put(lowRank.a(), copy(a));
                trained.put(lowRank.b(), copy(b));
            }
        }
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("none of the parameters " + parameters.keySet() + " is of this model");
        }
        return new Adapter(trainedAdapters, trainedWeights, trained);
    }

    private static String at(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The tensors of a training step change with its next run. */
    static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.type(), tensor.shape());
        copy.bytes().put(tensor.bytes());
        return copy;
    }

    /** Declares parameters where the model uses the weights. */
    private final class Parameters implements Substitution {
        private final Scope scope;
        private boolean used;

        Parameters(Scope scope) {
            this.scope = scope;
        }

        @Override
        public Optional<Value> weight(Weight weight) {
            if (!weights.contains(weight.name())) {
                return Optional.empty();
            }
            used = true;
            Init init = (seed, shape) -> {
                Tensor began = initial.get(weight.name());
                return copy(began == null ? model.tensor(weight.name()) : began);
            };
            return Optional.of(
                    scope.parameter(weight.name(), init, weight.shape().sizes()));
        }

        @Override
        public Optional<Value> addition(Product product, Value other) {
            LowRank lowRank = adapters.get(product.weight());
            if (lowRank == null || !lowRank.nodes().contains(product.node())) {
                return Optional.empty();
            }
            used = true;
            Init uniform = Init.uniformByFanIn(lowRank.in());
            Value a = scope.parameter(lowRank.a(), begin(lowRank.a(), uniform), lowRank.rank(), lowRank.in());
            Value b = scope.parameter(lowRank.b(), begin(lowRank.b(), Init.constant(0)), lowRank.out(), lowRank.rank());
            return Optional.of(lowRank.addition(product, other, a, b));
        }

        private Init begin(String name, Init init) {
            return initial.containsKey(name) ? (seed, shape) -> copy(requireNonNull(initial.get(name))) : init;
        }
    }
}
