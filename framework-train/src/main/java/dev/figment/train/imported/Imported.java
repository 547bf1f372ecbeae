package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A model of an ONNX file that was made elsewhere. It can be put into a graph, to be trained there, and written again with
 * other weights; what is written is the file's own graph, with its names and its dynamic shapes. Immutable; safe for use
 * by several threads.
 */
public final class Imported {
    private final Path file;
    private final ModelProto model;
    private final ExternalData files;
    private final Map<String, Weight> weights;
    private final List<Product> products;
    private final NormalForm form;
    private final Map<String, Tensor> replaced;

    /** What a graph holds is not read a second time for another one. */
    private final Map<String, WeakReference<Tensor>> read = new ConcurrentHashMap<>();

    Imported(Path file, ModelProto model, Map<String, Tensor> replaced) {
        this.file = file;
        this.model = model;
        this.files = new ExternalData(file);
        this.form = NormalForm.of(model);
        this.weights = Weights.of(model.getGraph());
        this.products = Products.of(model.getGraph());
        this.replaced = Map.copyOf(replaced);
    }

    /**
     * Reads a file of operator set 13 to 26. Weights stay on the disk where they lie in files of their own, until they are
     * used.
     *
     * @throws FigmentException if there is no such file, or it is no whole ONNX model, or a file that holds its tensors is
     *     missing, too short, or outside of its folder
     */
    public static Imported read(Path file) {
        return OnnxReader.read(file);
    }

    /**
     * A file's metadata, without its graph being read.
     *
     * @throws FigmentException if there is no such file, or it is no whole ONNX model
     */
    public static Map<String, String> metadata(Path file) {
        return OnnxReader.metadata(file);
    }

    /** What it takes, in the file's order. Inputs of 16-bit numbers are taken as FLOAT32 in a graph. */
    public List<TensorSpec> inputs() {
        return model.getGraph().getInputList().stream()
                .filter(input -> !weights.containsKey(input.getName()))
                .flatMap(input -> spec(input).stream())
                .toList();
    }

    /** What it gives, in the file's order; 16-bit numbers as FLOAT32. */
    public List<TensorSpec> outputs() {
        return model.getGraph().getOutputList().stream()
                .flatMap(output -> spec(output).stream())
                .toList();
    }

    /** The tensors that it holds, in the file's order. */
    public List<Weight> weights() {
        return List.copyOf(weights.values());
    }

    /** Its matrix products with a weight, in the order of its nodes. */
    public List<Product> products() {
        return products;
    }

    /** The file's own metadata. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(metadata);
    }

    /** The version of the ONNX standard's operator set that it is written with. */
    public long opset() {
        return NormalForm.opset(model);
    }

    /**
     * Puts the model into a graph. Everything that the inputs' shapes decide is computed now, so shape arithmetic vanishes.
     *
     * @param scope where its nodes are named after
     * @param inputs by name, of fixed shapes; an input of the model that is the same for every batch may be a constant of
     *     the graph ({@link dev.figment.train.graph.Graph#constant})
     * @param outputs names of the outputs that are wanted, all if none is named; nodes, inputs and weights that they do not
     *     need are left out
     * @param models the runtime, which is asked what nodes compute from constants
     * @param substitution what takes the place of frozen weights
     * @return the outputs by name
     * @throws FigmentException if an input is missing, unknown, or of another type or shape than the model takes; if there
     *     is no such output; or if the runtime has no such operator
     */
    public Map<String, Value> build(
            Scope scope, Map<String, Value> inputs, List<String> outputs, Models models, Substitution substitution) {
        List<String> wanted = outputs.isEmpty()
                ? model.getGraph().getOutputList().stream()
                        .map(ValueInfoProto::getName)
                        .toList()
                : outputs;
        Interface checks = new Interface(this, where());
        checks.requireOutputs(wanted);
        List<NodeProto> nodes = form.neededFor(new HashSet<>(wanted));
        Set<String> used = new HashSet<>(wanted);
        nodes.forEach(node -> used.addAll(Captures.uses(node)));
        checks.requireInputs(inputs, used);
        return new Assembly(this, scope, new Folding(models, form.opsets()), substitution).build(nodes, inputs, wanted);
    }

    /**
     * A weight's values, not to be changed; FLOAT16 and BFLOAT16 as FLOAT32.
     *
     * @throws FigmentException if the model holds no such tensor, or one of a type that Figment has no tensors of
     */
    public Tensor tensor(String weight) {
        WeakReference<Tensor> known = read.get(weight);
        Tensor tensor = known == null ? replaced.get(weight) : known.get();
        if (tensor != null) {
            return tensor;
        }
        TensorProto proto = model.getGraph().getInitializerList().stream()
                .filter(found -> found.getName().equals(weight))
                .findFirst()
                .orElseThrow(() -> new Interface(this, where()).unknownWeight(weight));
        if (TensorProtos.type(proto.getDataType()).isEmpty()) {
            throw FileProblems.broken(
                    where(),
                    "tensors of " + TensorProtos.name(proto.getDataType()) + " such as '" + weight
                            + "' are not supported");
        }
        Tensor values = TensorProtos.read(proto, files);
        read.put(weight, new WeakReference<>(values));
        return values;
    }

    /** The weight of this name, if the model has it. */
    public Optional<Weight> weight(String name) {
        return Optional.ofNullable(weights.get(name));
    }

    /**
     * The same model with other weights.
     *
     * @param tensors FLOAT32, by the weights' names, of their shapes; weights of 16 bits are rounded when they are written
     * @throws IllegalArgumentException if the model has no such weight of real numbers and this shape
     */
    public Imported with(Map<String, Tensor> tensors) {
        Map<String, Tensor> merged = new LinkedHashMap<>(replaced);
        tensors.forEach((name, tensor) -> {
            Weight weight = weights.get(name);
            if (weight == null || !weight.real() || !weight.shape().equals(Shape.of(tensor.shape()))) {
                throw new IllegalArgumentException(tensor + " for the weight '" + name + "' " + weight);
            }
            merged.put(name, tensor);
        });
        return new Imported(file, model, merged);
    }

    /**
     * The same model with other weights for some of its matrix products. Where other nodes use a weight as well, they keep
     * the one that they have.
     *
     * @param tensors as for {@link #with}
     * @param nodes names of products that have these weights
     * @throws IllegalArgumentException as {@link #with}
     */
    public Imported withProducts(Map<String, Tensor> tensors, Set<String> nodes) {
        Imported changed = this;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Imported replacing = changed.with(Map.of(entry.getKey(), entry.getValue()));
            Rewiring rewiring = new Rewiring(changed, nodes);
            if (rewiring.isExclusive(entry.getKey())) {
                changed = replacing;
            } else {
                GraphProto rewired = rewiring.detach(entry.getKey(), entry.getValue());
                changed = new Imported(
                        file, changed.model.toBuilder().setGraph(rewired).build(), changed.replaced);
            }
        }
        return changed;
    }

    /** Whether some of its weights have 16 bits or less. */
    public boolean hasFewBits() {
        return model.getGraph().getInitializerList().stream()
                        .anyMatch(tensor -> TensorProtos.isHalf(tensor.getDataType()))
                || model.getGraph().getNodeList().stream()
                        .anyMatch(node -> node.getOpType().equals("MatMulNBits"));
    }

    /** The same weights in another graph. */
    Imported changed(UnaryOperator<ModelProto> change) {
        return new Imported(file, change.apply(model), replaced);
    }

    /**
     * The same model with the weights of its matrix products in blocks of few bits; those of embeddings in 8. It is smaller and
     * computes faster where memory is what takes time, and its outputs are not quite the same.
     *
     * @param bits 4 or 8
     * @param block numbers that have a scale together: a power of 2, at least 16
     * @throws FigmentException if there is no such product, or the weights have few bits already
     */
    public Imported quantized(int bits, int block) {
        if ((bits != 4 && bits != 8) || block < 16 || Integer.bitCount(block) != 1) {
            throw new IllegalArgumentException("weights of " + bits + " bits in blocks of " + block);
        }
        return changed(new Quantization(this, bits, block)::apply);
    }

    /**
     * Writes the model: the ONNX file, and beside it one file {@code NAME.data} with the tensors if the original had such
     * files. Each appears whole or not at all.
     *
     * @param to the ONNX file
     * @param metadata is added to the model's own
     * @throws FigmentException if it cannot be written, or is to be written over the file that it was read from
     */
    public void write(Path to, Map<String, String> metadata) {
        if (to.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
            throw FigmentException.user(Problem.of("same-file", where(), "the model cannot be written over itself")
                    .fix("write it to another file"));
        }
        new ModelFile(model, files, replaced).write(to, metadata);
    }

    /**
     * The bytes of the model as one file.
     *
     * @throws FigmentException if it would exceed 2 GiB
     */
    public byte[] bytes(Map<String, String> metadata) {
        return new ModelFile(model, files, replaced).bytes(metadata);
    }

    /** The file it was read from. */
    String where() {
        return file.toString();
    }

    ExternalData files() {
        return files;
    }

    Map<String, Long> opsets() {
        return form.opsets();
    }

    GraphProto graph() {
        return model.getGraph();
    }

    private static Optional<TensorSpec> spec(ValueInfoProto info) {
        var tensor = info.getType().getTensorType();
        List<Long> shape = new ArrayList<>();
        tensor.getShape().getDimList().forEach(dim -> shape.add(dim.hasDimValue() ? dim.getDimValue() : -1));
        return TensorProtos.type(tensor.getElemType()).map(type -> new TensorSpec(info.getName(), type, shape));
    }
}
