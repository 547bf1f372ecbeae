package dev.figment.train.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Shapes that exporters compute by nodes, with two open dimensions. */
class ComputedSizesTest {
    private static final Dim SAMPLES = new Dim.Named("N");
    private static final Dim TIME = new Dim.Named("T");

    private final Graph graph = new Graph("sizes");
    private final Value x = graph.input("x", ElementType.FLOAT32, new Shape(List.of(SAMPLES, TIME, new Dim.Fixed(12))));
    private final Value shape = apply(Layout.SHAPE, Attributes.NONE, x);

    private Value apply(Operator operator, Attributes attributes, Value... operands) {
        return graph.apply(operator, attributes, List.of(operands));
    }

    private Value scalar(long number) {
        return graph.constant("index", Tensor.ofLongs(new long[] {number}));
    }

    private Value size(long axis) {
        return apply(Indexing.GATHER, Attributes.of("axis", 0L), shape, scalar(axis));
    }

    @Test
    void reshapeBySizesOfTheValueItself() {
        Value sizes = Layout.concat(
                List.of(Axes.unsqueeze(size(0), 0), Axes.unsqueeze(size(-2), 0), graph.integers(List.of(3L, -1L))), 0);
        assertThat(apply(Layout.RESHAPE, Attributes.NONE, x, sizes).shape()).hasToString("[N, T, 3, 4]");
        Value swapped = Layout.concat(
                List.of(Axes.unsqueeze(size(1), 0), Axes.unsqueeze(size(0), 0), graph.integers(List.of(12L))), 0);
        assertThat(apply(Layout.RESHAPE, Attributes.NONE, x, swapped).shape()).hasToString("[T, N, 12]");
    }

    @Test
    void reshapeCopiesSizesAndFindsOne() {
        assertThat(reshape(0, 0, 2, 6)).hasToString("[N, T, 2, 6]");
        assertThat(reshape(0, -1, 12)).hasToString("[N, T, 12]");
        assertThatThrownBy(() -> reshape(0, 0, 5))
                .hasMessageContaining("[N, T, 12]")
                .hasMessageContaining("[N, T, 5]");
        assertThatThrownBy(() -> reshape(-1, 12)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> reshape(-1, -1, 12)).isInstanceOf(ShapeException.class);
        assertThat(Layout.reshape(x, new Shape(List.of(SAMPLES, new Dim.Fixed(3), TIME, new Dim.Fixed(4))))
                        .shape())
                .hasToString("[N, 3, T, 4]");
    }

    private Shape reshape(long... sizes) {
        Value target = graph.integers(LongStream.of(sizes).boxed().toList());
        return apply(Layout.RESHAPE, Attributes.NONE, x, target).shape();
    }

    @Test
    void fillsRangesAndExpansionsOfComputedSizes() {
        Value some = Slicing.slice(shape, List.of(new Slicing.Range(0, 1, 1, 2)));
        assertThat(Fills.constantOfShape(some, Tensor.ofLongs(new long[] {7}, 1))
                        .shape())
                .hasToString("[T, 12]");
        assertThat(apply(Fills.RANGE, Attributes.NONE, scalar(0), size(1), scalar(1))
                        .shape())
                .hasToString("[T]");
        assertThat(apply(Fills.RANGE, Attributes.NONE, scalar(7), scalar(0), scalar(-2))
                        .shape())
                .hasToString("[4]");
        Value row = graph.input("row", ElementType.FLOAT32, Shape.of(1, 12));
        assertThat(apply(Layout.EXPAND, Attributes.NONE, row, some).shape()).hasToString("[T, 12]");
        assertThat(apply(Layout.SHAPE, Attributes.of("start", 1L, "end", -1L), x)
                        .shape())
                .isEqualTo(Shape.of(1));
        assertThat(apply(
                                Axes.TILE,
                                Attributes.NONE,
                                row,
                                Layout.concat(List.of(Axes.unsqueeze(size(0), 0), graph.integers(List.of(2L))), 0))
                        .shape())
                .hasToString("[N, 24]");
    }

    @Test
    void sizesThatOnlyARunKnowsAreRefused() {
        Value unknown = graph.input("unknown", ElementType.INT64, Shape.of(2));
        assertThatThrownBy(() -> graph.within("block.1", () -> apply(Layout.RESHAPE, Attributes.NONE, x, unknown)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("block.1: unknown INT64[2] has to be a constant");
    }

    @Test
    void misfitsNameTheShapes() {
        Value ids = graph.input("ids", ElementType.INT64, Shape.of(2, 3));
        Value real = graph.input("real", ElementType.FLOAT32, Shape.of(2, 3));
        assertThatThrownBy(() -> Indexing.gather(real, real, 0)).hasMessageContaining("indices are integers");
        assertThatThrownBy(() -> Indexing.gather(real, ids, 2)).hasMessageContaining("axis 2 of [2, 3]");
        Value wide = graph.input("wide", ElementType.INT64, Shape.of(3, 3));
        assertThatThrownBy(() -> Indexing.gatherElements(real, wide, 1))
                .hasMessageContaining("[3, 3]")
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> Indexing.gatherNd(real, graph.input("far", ElementType.INT64, Shape.of(1, 3)), 0))
                .hasMessageContaining("coordinates [1, 3] of [2, 3]");
        assertThatThrownBy(() -> Scattering.scatterElements(real, ids, x, 0, Scattering.Reduction.ADD))
                .hasMessageContaining("and [2, 3] is needed");
        assertThatThrownBy(() -> Axes.squeeze(real, 0)).hasMessageContaining("its size is not 1");
        assertThatThrownBy(() -> LayerNorms.layerNorm(
                        real,
                        graph.input("scale", ElementType.FLOAT32, Shape.of(4)),
                        graph.input("bias", ElementType.FLOAT32, Shape.of(4)),
                        1e-5f))
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[4]");
        assertThatThrownBy(() -> Fills.triangle(graph.input("v", ElementType.FLOAT32, Shape.of(2)), true, 0))
                .hasMessageContaining("a triangle of [2]");
    }
}
