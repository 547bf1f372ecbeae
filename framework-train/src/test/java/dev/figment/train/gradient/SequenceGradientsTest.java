package dev.figment.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Node;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Shape;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.CausalAttention;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.Layer;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Projections;
import dev.figment.train.nn.RmsNorm;
import dev.figment.train.nn.RotaryEmbedding;
import dev.figment.train.nn.Scope;
import dev.figment.train.nn.SwiGlu;
import dev.figment.train.nn.TransformerBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whole layers: the gradient of their input against central differences, and what their gradients are made of. */
class SequenceGradientsTest {
    private static final Shape X = Shape.of(1, 3, 4);

    @TestFactory
    Stream<DynamicTest> layers() {
        Projections projections = Projections.pyTorch();
        Optional<RotaryEmbedding> rotary = Optional.of(new RotaryEmbedding(100));
        return Stream.of(
                        new CausalAttention(2),
                        new CausalAttention(2, 1, projections, Optional.empty(), 0),
                        new CausalAttention(2, 2, projections, rotary, 0),
                        TransformerBlock.gpt2(4, 2, 1, 0),
                        new TransformerBlock(
                                new RmsNorm(0.1), new CausalAttention(2, 1, projections, rotary, 0), new SwiGlu(6), 0))
                .map(layer -> DynamicTest.dynamicTest(layer.toString(), () -> {
                    Map<String, Tensor> trained = parameters(layer);
                    Differences.checkTwice(
                            in -> Scope.inference(in.get(0).graph(), trained).apply("layer", layer, in.get(0)),
                            -1,
                            1,
                            X);
                }));
    }

    private static Map<String, Tensor> parameters(Layer layer) {
        Graph graph = new Graph("parameters");
        Scope scope = Scope.training(graph);
        scope.apply("layer", layer, graph.input("x", ElementType.FLOAT32, X));
        Map<String, Tensor> trained = new HashMap<>();
        scope.parameters().forEach(p -> trained.put(p.path(), p.initial(new Seed(3))));
        return trained;
    }

    /** The row sums of its softmax are taken of what is multiplied, not of time × time elements. */
    @Test
    void attentionMultipliesNoScoresByTheirGradientsTwice() {
        Graph graph = new Graph("attention");
        Scope scope = Scope.training(graph);
        Value x = graph.input("x", ElementType.FLOAT32, Shape.of(1, 16, 4));
        Value y = scope.apply("layer", new CausalAttention(2), x);
        int forward = graph.nodes().size();
        Gradient.of(Reductions.sum(y), List.of(x));
        List<Node> backward = graph.nodes().subList(forward, graph.nodes().size());
        assertThat(backward.stream()
                        .filter(node -> node.operator() == Reductions.REDUCE_SUM
                                && Reductions.axes(node).equals(List.of(3L)))
                        .map(node -> node.input(0).shape()))
                .containsExactly(Shape.of(1, 2, 16, 2));
    }

    @Test
    void tiedEmbeddingsAreOneParameterWithBothGradients() {
        Embedding embedding = new Embedding(5, 3);
        Graph graph = new Graph("tied");
        Scope scope = Scope.training(graph);
        Value ids = graph.constant("ids", Tensor.ofLongs(new long[] {0, 4, 4, 2}, 2, 2));
        Value h = scope.apply("tokens", embedding, ids);
        Value logits = embedding.logits(scope.child("tokens"), h);
        assertThat(logits.shape()).isEqualTo(Shape.of(2, 2, 5));
        assertThat(scope.parameters()).hasSize(1);
        Value loss = Reductions.mean(Losses.crossEntropy(logits, ids));
        Value weight = scope.parameters().iterator().next().value();
        assertThat(Gradient.of(loss, List.of(weight)).get(0).shape()).isEqualTo(Shape.of(5, 3));
    }
}
