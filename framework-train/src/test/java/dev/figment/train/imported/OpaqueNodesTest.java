package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.train.gradient.Gradient;
import dev.figment.train.gradient.GradientException;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.OnnxWriter;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpaqueNodesTest {
    private static final Models MODELS = OnnxModels.on(Device.CPU);
    private static final float[] X = {0.5f, -1, 2, 0.25f, 3, -2};

    @TempDir
    private Path folder;

    /** The model in a graph, with the weight w trained. */
    private final class Trained {
        final Graph graph = new Graph("trained");
        final Scope scope = Scope.training(graph);
        final Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        final Value y;
        final byte[] file;

        Trained(ModelProto model) throws IOException {
            file = model.toByteArray();
            Substitution all = new Substitution() {
                @Override
                public Optional<Value> weight(Weight weight) {
                    return weight.name().equals("w")
                            ? Optional.of(scope.parameter(
                                    weight.name(),
                                    (seed, shape) -> null,
                                    weight.shape().sizes()))
                            : Optional.empty();
                }
            };
            Imported imported = Imported.read(Files.write(folder.resolve("model.onnx"), file));
            y = imported.build(scope, Map.of("x", x), List.of("y"), MODELS, all).get("y");
            graph.output("y", y);
        }

        Value gradient(String weight) {
            Value parameter = graph.inputs().get(weight);
            return Gradient.of(Reductions.sum(y), List.of(parameter)).get(0);
        }

        void requireSame(Map<String, Tensor> weights) {
            Map<String, Tensor> inputs = new HashMap<>(weights);
            inputs.put("x", Tensor.ofFloats(X, 2, 3));
            try (Model original = MODELS.compile(file, "original");
                    Model built = MODELS.compile(OnnxWriter.write(graph, Map.of()), "built")) {
                Tensor expected =
                        original.run(Map.of("x", Tensor.ofFloats(X, 2, 3))).get("y");
                assertThat(built.run(inputs).get("y").toFloatArray())
                        .containsExactly(expected.toFloatArray(), within(1e-5f));
            }
        }
    }

    private static final float[] WEIGHT = {1, 2, 3};
    private static final Map<String, Tensor> WEIGHTS = Map.of("w", Tensor.ofFloats(WEIGHT, 3));

    private static OnnxBuilder builder(long opset) {
        OnnxBuilder b = new OnnxBuilder(opset);
        b.input("x", DataType.FLOAT, "rows", 3);
        b.floats("w", WEIGHT, 3);
        return b;
    }

    private static ModelProto finished(OnnxBuilder b) {
        b.output("y", DataType.FLOAT, "rows", 3);
        return b.build();
    }

    @Test
    void operatorsWithoutAGradientStayWhereNoneCrossesThem() throws IOException {
        OnnxBuilder b = builder(13).domain("com.microsoft", 1);
        b.node("com.microsoft", "QuickGelu", List.of("x"), List.of("q"), OnnxBuilder.number("alpha", 1.5f));
        String rounded = b.node("Round", List.of("q"));
        b.node("Mul", List.of(rounded, "w"), List.of("y"));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThat(trained.gradient("w").shape()).isEqualTo(Shape.of(3));
        assertThat(trained.graph.nodes().stream().flatMap(node -> node.foreign().stream()))
                .extracting(foreign -> foreign.operator())
                .contains("com.microsoft.QuickGelu");
    }

    @Test
    void aGradientThatHasToCrossOneNamesNodeOperatorAndPath() throws IOException {
        OnnxBuilder b = builder(13).domain("com.microsoft", 1);
        String product = b.node("Mul", List.of("x", "w"));
        b.node("com.microsoft", "QuickGelu", List.of(product), List.of("q"), OnnxBuilder.number("alpha", 1.5f));
        b.node("Relu", List.of("q"), List.of("y"));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThatThrownBy(() -> trained.gradient("w"))
                .isInstanceOf(GradientException.class)
                .hasMessageContaining("com.microsoft.QuickGelu has no gradient")
                .hasMessageContaining("/q/QuickGelu")
                .hasMessageContaining("on the way to")
                .hasMessageContaining("< w");
    }

    @Test
    void aGradientThroughASecondOutputIsRefusedToo() throws IOException {
        OnnxBuilder b = builder(13);
        String product = b.node("Mul", List.of("x", "w"));
        b.node("TopK", List.of(product, b.constant(false, 3)), List.of("values", "indices"));
        b.node("Unique", List.of("w"), List.of("unique"));
        b.node("Identity", List.of("values"), List.of("y"));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThatThrownBy(() -> trained.gradient("w")).hasMessageContaining("TopK has no gradient");
    }

    @Test
    void subgraphsStayWithWhatTheyTakeFromOutside() throws IOException {
        OnnxBuilder body = new OnnxBuilder(13);
        body.input("i", DataType.INT64);
        body.input("go", DataType.BOOL);
        body.input("sum", DataType.FLOAT, "rows", 3);
        body.node("Identity", List.of("go"), List.of("goes"));
        body.node("Add", List.of("sum", "x"), List.of("next"));
        body.output("goes", DataType.BOOL);
        body.output("next", DataType.FLOAT, "rows", 3);
        OnnxBuilder b = builder(13);
        b.node(
                "Loop",
                List.of(b.constant(true, 3), "", "x"),
                List.of("looped"),
                OnnxBuilder.graph("body", body.subgraph("body")));
        b.node("Mul", List.of("looped", "w"), List.of("y"));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThat(trained.gradient("w").shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void aSubgraphThatTakesATrainedWeightFromOutsideIsOnTheGradientsPath() throws IOException {
        OnnxBuilder branch = new OnnxBuilder(13);
        branch.node("Mul", List.of("x", "w"), List.of("scaled"));
        branch.output("scaled", DataType.FLOAT, "rows", 3);
        OnnxBuilder other = new OnnxBuilder(13);
        other.node("Neg", List.of("x"), List.of("negated"));
        other.output("negated", DataType.FLOAT, "rows", 3);
        OnnxBuilder b = builder(13);
        String sum = b.node("ReduceSum", List.of("x"), OnnxBuilder.integer("keepdims", 0));
        String condition = b.node("Greater", List.of(sum, b.constant(0f)));
        b.node(
                "If",
                List.of(condition),
                List.of("y"),
                OnnxBuilder.graph("then_branch", branch.subgraph("then")),
                OnnxBuilder.graph("else_branch", other.subgraph("else")));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThatThrownBy(() -> trained.gradient("w")).hasMessageContaining("If has no gradient");
    }

    @Test
    void aConditionThatTheShapesDecideLeavesOneBranchWithItsGradient() throws IOException {
        OnnxBuilder branch = new OnnxBuilder(13);
        branch.node("Mul", List.of("x", "w"), List.of("scaled"));
        branch.output("scaled", DataType.FLOAT, "rows", 3);
        OnnxBuilder other = new OnnxBuilder(13);
        other.node("Neg", List.of("x"), List.of("negated"));
        other.output("negated", DataType.FLOAT, "rows", 3);
        OnnxBuilder b = builder(13);
        String rows = b.node("Gather", List.of(b.node("Shape", List.of("x")), b.constant(true, 0)));
        String condition = b.node("Equal", List.of(rows, b.constant(true, 2)));
        b.node(
                "If",
                List.of(condition),
                List.of("y"),
                OnnxBuilder.graph("then_branch", branch.subgraph("then")),
                OnnxBuilder.graph("else_branch", other.subgraph("else")));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThat(trained.gradient("w").shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void sequencesAndShapesThatDependOnTheDataPassWithinOneNode() throws IOException {
        OnnxBuilder b = builder(13);
        String parts = b.node("SplitToSequence", List.of("x"), OnnxBuilder.integer("axis", 0));
        String turned = b.node(
                "ConcatFromSequence",
                List.of(b.node(
                        "SequenceConstruct",
                        List.of(
                                b.node("SequenceAt", List.of(parts, b.constant(true, 1))),
                                b.node("SequenceAt", List.of(parts, b.constant(true, 0)))))),
                OnnxBuilder.integer("axis", 0));
        String places = b.node("NonZero", List.of("x"));
        String count = b.node("ReduceMax", List.of(places), OnnxBuilder.integer("keepdims", 0));
        String scaled = b.node("Mul", List.of(turned, b.node("Cast", List.of(count), OnnxBuilder.integer("to", 1))));
        b.node("Mul", List.of(scaled, "w"), List.of("y"));
        Trained trained = new Trained(finished(b));
        trained.requireSame(WEIGHTS);
        assertThat(trained.gradient("w").shape()).isEqualTo(Shape.of(3));
        assertThat(trained.graph.nodes().stream().map(Node::operator).map(Object::toString))
                .contains("ConcatFromSequence", "ReduceMax")
                .doesNotContain("SplitToSequence", "NonZero");
    }

    @Test
    void anEmptyPastIsJoinedAsIfItWereNotThere() throws IOException {
        OnnxBuilder b = new OnnxBuilder(17);
        b.input("x", DataType.FLOAT, "rows", 3);
        b.input("past", DataType.FLOAT, "before", 3);
        b.floats("w", WEIGHT, 3);
        String scaled = b.node("Mul", List.of("x", "w"));
        b.node("Concat", List.of("past", scaled), List.of("present"), OnnxBuilder.integer("axis", 0));
        String length = b.node("Shape", List.of("present"), OnnxBuilder.integer("end", 1));
        String first = b.node("Sub", List.of(length, b.node("Shape", List.of("x"), OnnxBuilder.integer("end", 1))));
        b.node("Slice", List.of("present", first, length, b.constant(false, 0)), List.of("y"));
        b.output("y", DataType.FLOAT, "rows", 3);
        b.output("present", DataType.FLOAT, "all", 3);
        Imported model =
                Imported.read(Files.write(folder.resolve("past.onnx"), b.build().toByteArray()));
        Graph graph = new Graph("past");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        Value past = graph.constant("nothing", Tensor.allocate(ElementType.FLOAT32, 0, 3));
        Value y = model.build(scope, Map.of("x", x, "past", past), List.of("y"), MODELS, Substitution.NONE)
                .get("y");
        graph.output("y", y);
        graph.output("gradient", Gradient.of(Reductions.sum(y), List.of(x)).get(0));
        try (Model built = MODELS.compile(OnnxWriter.write(graph, Map.of()), "built")) {
            Map<String, Tensor> results = built.run(Map.of("x", Tensor.ofFloats(X, 2, 3)));
            assertThat(results.get("y").toFloatArray()).containsExactly(0.5f, -2, 6, 0.25f, 6, -6);
            assertThat(results.get("gradient").toFloatArray()).containsExactly(1, 2, 3, 1, 2, 3);
        }
    }

    @Test
    void functionsOfTheModelAreInlined() throws IOException {
        FunctionProto function = FunctionProto.newBuilder()
                .setName("Scaled")
                .setDomain("mine")
                .addInput("a")
                .addInput("b")
                .addOutput("c")
                .addAttribute("slope")
                .addNode(NodeProto.newBuilder()
                        .setOpType("LeakyRelu")
                        .addInput("a")
                        .addOutput("t")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setRefAttrName("slope")))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Mul")
                        .addInput("t")
                        .addInput("b")
                        .addOutput("c"))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build();
        OnnxBuilder b = builder(17).domain("mine", 1);
        b.node("mine", "Scaled", List.of("x", "w"), List.of("once"), OnnxBuilder.number("slope", 0.5f));
        b.node("mine", "Scaled", List.of("once", "w"), List.of("y"), OnnxBuilder.number("slope", 0.25f));
        Trained trained =
                new Trained(finished(b).toBuilder().addFunctions(function).build());
        trained.requireSame(WEIGHTS);
        assertThat(trained.gradient("w").shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void anOperatorThatTheRuntimeDoesNotHaveIsNamed() {
        OnnxBuilder b = builder(13).domain("nowhere", 1);
        b.node("nowhere", "Frobnicate", List.of("x"), List.of("y"));
        assertThatThrownBy(() -> new Trained(finished(b)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("/y/Frobnicate")
                .hasMessageContaining("(Frobnicate)")
                .hasMessageContaining("cannot run");
    }

    @Test
    void theNodesOfTwoUsesDoNotMeet() throws IOException {
        OnnxBuilder b = builder(13);
        b.node("Mul", List.of(b.node("Round", List.of("x")), "w"), List.of("y"));
        Imported imported = Imported.read(
                Files.write(folder.resolve("twice.onnx"), finished(b).toByteArray()));
        Graph graph = new Graph("twice");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(2, 3));
        Value once = imported.build(scope, Map.of("x", x), List.of(), MODELS, Substitution.NONE)
                .get("y");
        graph.output(
                "y",
                imported.build(scope, Map.of("x", once), List.of(), MODELS, Substitution.NONE)
                        .get("y"));
        assertThatCode(() -> MODELS.compile(OnnxWriter.write(graph, Map.of()), "twice")
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void aGraphOfAnOutputWhoseShapeDependsOnTheDataIsRefused() {
        GraphProto graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(OnnxBuilder.info("x", DataType.FLOAT, "rows", 3))
                .addOutput(OnnxBuilder.info("y", DataType.INT64, 2, "n"))
                .addNode(NodeProto.newBuilder()
                        .setOpType("NonZero")
                        .addInput("x")
                        .addOutput("y"))
                .build();
        ModelProto model =
                new OnnxBuilder(13).build().toBuilder().setGraph(graph).build();
        assertThatThrownBy(() -> new Trained(model))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("'y'")
                .hasMessageContaining("depends on the data");
    }
}
