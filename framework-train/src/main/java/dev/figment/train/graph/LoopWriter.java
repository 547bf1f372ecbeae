package dev.figment.train.graph;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes a file that runs a graph several times, in one {@code Loop} of the ONNX standard: what one iteration gives is what
 * the next one takes, without leaving the device.
 *
 * <p>The file's inputs and outputs have the names of the graph's with {@value #PREFIX} in front. The inputs that come with
 * each iteration, and the outputs that are not carried on, have a first axis more, which counts iterations; {@value #COUNT}
 * is an input that says how many there are.
 */
public final class LoopWriter {
    /** Stands before the names of inputs and outputs: a name is there once, outside of the loop or within it. */
    public static final String PREFIX = "loop:";

    /** The input with the number of iterations: INT64 of rank 0. */
    public static final String COUNT = "iteration:count";

    private static final Dim ITERATIONS = new Dim.Named("iterations");
    private static final String ITERATION = "iteration:index";
    private static final String CONDITION = "iteration:condition";

    private final Graph body;
    private final Map<String, String> carried;
    private final Map<String, Part> parts;
    private final Predicate<String> stacked;

    /**
     * An input that is a part of a carried vector.
     *
     * @param vector name of the carried input, of rank 1
     * @param offset of the first element in it
     */
    public record Part(String vector, long offset) {}

    private LoopWriter(Graph body, Map<String, String> carried, Map<String, Part> parts, Predicate<String> stacked) {
        this.body = body;
        this.carried = carried;
        this.parts = parts;
        this.stacked = stacked;
    }

    /**
     * The file's bytes.
     *
     * @param body one iteration
     * @param carried which input takes, in the next iteration, which output
     * @param parts inputs that are parts of carried ones
     * @param stacked whether an input, of those that are neither carried nor parts, comes with each iteration; the others
     *     are the same for all
     */
    public static byte[] write(
            Graph body, Map<String, String> carried, Map<String, Part> parts, Predicate<String> stacked) {
        return new LoopWriter(body, new TreeMap<>(carried), new TreeMap<>(parts), stacked).bytes();
    }

    private byte[] bytes() {
        Map<String, Long> opsets = new TreeMap<>(Map.of("", OnnxWriter.OPSET));
        GraphProto.Builder step = OnnxWriter.proto(body, opsets);
        GraphProto.Builder file = GraphProto.newBuilder().setName(body.name());
        file.addInput(OnnxWriter.info(COUNT, ElementType.INT64, Shape.SCALAR));
        List<NodeProto> before = new ArrayList<>();
        for (Value input : body.inputs().values()) {
            String name = input.name();
            if (parts.containsKey(name)) {
                before.addAll(part(step, input));
                continue;
            }
            boolean each = !carried.containsKey(name) && stacked.test(name);
            file.addInput(OnnxWriter.info(PREFIX + name, input.type(), each ? stack(input.shape()) : input.shape()));
            if (each) {
                before.add(node("Gather", List.of(PREFIX + name, ITERATION), name));
            } else if (!carried.containsKey(name)) {
                file.addNode(node("Identity", List.of(PREFIX + name), name));
            }
        }
        List<NodeProto> nodes = List.copyOf(step.getNodeList());
        step.clearNode().addAllNode(before).addAllNode(nodes);
        file.addInitializer(OnnxWriter.tensor("loop-condition", truth()));
        NodeProto.Builder loop = NodeProto.newBuilder()
                .setOpType("Loop")
                .setName("loop")
                .addInput(COUNT)
                .addInput("loop-condition");
        carried.keySet().forEach(name -> loop.addInput(PREFIX + name));
        List<String> scanned = new ArrayList<>(body.outputs().keySet());
        scanned.removeAll(carried.values());
        for (String output : outputs(scanned)) {
            Value value = requireNonNull(body.outputs().get(output), output);
            loop.addOutput(PREFIX + output);
            Shape shape = scanned.contains(output) ? stack(value.shape()) : value.shape();
            file.addOutput(OnnxWriter.info(PREFIX + output, value.type(), shape));
        }
        loop.addAttribute(AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeType.GRAPH)
                .setG(withInterface(step, scanned)));
        return OnnxWriter.file(file.addNode(loop), opsets, Map.of());
    }

    /** The carried ones first, as the loop has them. */
    private List<String> outputs(List<String> scanned) {
        List<String> outputs = new ArrayList<>(carried.values());
        outputs.addAll(scanned);
        return outputs;
    }

    /** The body's inputs and outputs are the loop's, in its order. */
    private GraphProto.Builder withInterface(GraphProto.Builder step, List<String> scanned) {
        step.clearInput().clearOutput();
        step.addInput(OnnxWriter.info(ITERATION, ElementType.INT64, Shape.SCALAR));
        step.addInput(OnnxWriter.info(CONDITION, ElementType.BOOL, Shape.SCALAR));
        carried.keySet().forEach(name -> step.addInput(info(name, body.inputs())));
        step.addNode(node("Identity", List.of(CONDITION), CONDITION + ":next"));
        step.addOutput(OnnxWriter.info(CONDITION + ":next", ElementType.BOOL, Shape.SCALAR));
        outputs(scanned).forEach(name -> step.addOutput(info(name, body.outputs())));
        return step;
    }

    private static ValueInfoProto info(String name, Map<String, Value> values) {
        return OnnxWriter.info(name, requireNonNull(values.get(name), name));
    }

    private List<NodeProto> part(GraphProto.Builder step, Value input) {
        Part part = requireNonNull(parts.get(input.name()));
        String name = "part:" + input.name();
        long end = part.offset() + input.shape().count().orElseThrow();
        step.addInitializer(OnnxWriter.tensor(name + ":from", Tensor.ofLongs(new long[] {part.offset()}, 1)));
        step.addInitializer(OnnxWriter.tensor(name + ":to", Tensor.ofLongs(new long[] {end}, 1)));
        long[] sizes = input.shape().sizes();
        step.addInitializer(OnnxWriter.tensor(name + ":shape", Tensor.ofLongs(sizes, sizes.length)));
        return List.of(
                node("Slice", List.of(part.vector(), name + ":from", name + ":to"), name),
                node("Reshape", List.of(name, name + ":shape"), input.name()));
    }

    private static Tensor truth() {
        Tensor truth = Tensor.allocate(ElementType.BOOL);
        truth.bytes().put((byte) 1);
        return truth;
    }

    private static Shape stack(Shape shape) {
        List<Dim> dims = new ArrayList<>(List.of(ITERATIONS));
        dims.addAll(shape.dims());
        return new Shape(dims);
    }

    private static NodeProto node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("loop/" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .build();
    }
}
