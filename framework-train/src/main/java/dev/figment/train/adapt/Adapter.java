package dev.figment.train.adapt;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.graph.Shape;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.Product;
import dev.figment.train.imported.Weight;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a fine-tuning changed of a model, without the model: small where it is low-rank adapters. Immutable. */
public final class Adapter {
    private final List<LowRank> lowRank;
    private final List<String> weights;
    private final Map<String, Tensor> tensors;

    Adapter(List<LowRank> lowRank, List<String> weights, Map<String, Tensor> tensors) {
        this.lowRank = List.copyOf(lowRank);
        this.weights = List.copyOf(weights);
        this.tensors = Map.copyOf(tensors);
    }

    /**
     * Reads a folder that {@link #write} made.
     *
     * @throws FigmentException if a file is missing, cut short, or of another format
     */
    public static Adapter read(Path folder) {
        return new AdapterFiles(folder).read();
    }

    /**
     * Writes the files {@code adapter.safetensors}, with the tensors {@code WEIGHT.lora_A}, {@code WEIGHT.lora_B} and the
     * weights that were trained themselves, and {@code adapter.json}, with names, rank and alpha.
     *
     * @param folder is made where there is none; files of these names in it are replaced
     * @throws FigmentException if it cannot be written
     */
    public void write(Path folder) {
        new AdapterFiles(folder).write(this);
    }

    /**
     * The model with this adapter in its weights: {@code W + (α/r) B A}. A weight that other nodes use as well, such as an
     * embedding that is the output layer's weight, too, stays for them as it was.
     *
     * @throws FigmentException if it does not fit the model
     */
    public Imported mergeInto(Imported model) {
        requireFit(model);
        Map<String, Tensor> whole = new LinkedHashMap<>();
        weights.forEach(weight -> whole.put(weight, requireNonNull(tensors.get(weight))));
        Imported merged = whole.isEmpty() ? model : model.with(whole);
        Map<String, Tensor> sums = new LinkedHashMap<>();
        Set<String> nodes = new HashSet<>();
        for (LowRank adapter : lowRank) {
            Tensor a = requireNonNull(tensors.get(adapter.a()));
            Tensor b = requireNonNull(tensors.get(adapter.b()));
            sums.put(adapter.weight(), adapter.merged(merged.tensor(adapter.weight()), a, b));
            nodes.addAll(adapter.nodes());
        }
        return sums.isEmpty() ? merged : merged.withProducts(sums, nodes);
    }

    List<LowRank> lowRank() {
        return lowRank;
    }

    List<String> weights() {
        return weights;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    void requireFit(Imported model) {
        List<String> names = model.weights().stream().map(Weight::name).toList();
        for (String name : weights) {
            Weight weight = model.weight(name).orElseThrow(() -> misfit("the weight '" + name + "'", name, names));
            Shape shape = Shape.of(requireNonNull(tensors.get(name)).shape());
            if (!weight.real() || !weight.shape().equals(shape)) {
                throw misfit(
                        "the weight '" + name + "' of shape " + shape + ", where the model has " + weight,
                        "",
                        List.of());
            }
        }
        for (LowRank adapter : lowRank) {
            for (String node : adapter.nodes()) {
                Product product = model.products().stream()
                        .filter(found ->
                                found.node().equals(node) && found.weight().equals(adapter.weight()))
                        .findFirst()
                        .orElseThrow(() -> misfit(
                                "a product with '" + adapter.weight() + "' at '" + node + "'",
                                adapter.weight(),
                                names));
                boolean turned = LowRank.inputsFirst(product) != adapter.transposed();
                if (product.in() != (turned ? adapter.out() : adapter.in())
                        || product.out() != (turned ? adapter.in() : adapter.out())) {
                    throw misfit(
                            "a weight '" + adapter.weight() + "' from " + adapter.in() + " to " + adapter.out()
                                    + ", where the model has " + product.in() + " to " + product.out(),
                            "",
                            List.of());
                }
            }
        }
    }

    private static FigmentException misfit(String what, String asked, Collection<String> options) {
        Problem problem = Problem.of("adapter-misfit", "", "the adapter is of another model: it needs " + what);
        return FigmentException.user(options.isEmpty() ? problem : problem.suggesting(asked, options));
    }
}
