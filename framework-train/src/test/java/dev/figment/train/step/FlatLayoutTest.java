package dev.figment.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.ElementType;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Parameter;
import dev.figment.train.optim.Adamw;
import dev.figment.train.optim.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatLayoutTest {
    private static final OptimizerConfig ADAMW = new Adamw(1e-2, 0.9, 0.999, 1e-8, 0.1, List.of(), 0);
    private static final Shape LARGE = Shape.of(300, 300);

    private static List<Parameter> parameters(Shape... shapes) {
        Graph graph = new Graph("layout");
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            String path = "p" + i;
            parameters.add(new Parameter(path, graph.input(path, ElementType.FLOAT32, shapes[i]), Init.constant(0)));
        }
        return parameters;
    }

    @Test
    void smallParametersAreJoinedAndLargeOnesAreNot() {
        List<Parameter> parameters = parameters(LARGE, Shape.of(300), LARGE, Shape.of(7), Shape.of(3, 5));
        FlatLayout layout = FlatLayout.of(OptimizerConfig.adam(1e-3), parameters);
        assertThat(layout.segments()).extracting(Segment::name).containsExactly("joined:p1", "p0", "p2");
        Segment joined = layout.segments().get(0);
        assertThat(joined.slices()).extracting(Segment.Slice::path).containsExactly("p1", "p3", "p4");
        assertThat(joined.shape()).isEqualTo(Shape.of(304 + 16 + 16));
        assertThat(layout.segments().get(1).shape()).isEqualTo(LARGE);
    }

    @Test
    void everyParameterBeginsAt64BytesAndNoneOverlaps() {
        FlatLayout layout = FlatLayout.of(
                OptimizerConfig.adam(1e-3), parameters(Shape.of(1), LARGE, Shape.of(17), Shape.of(16), LARGE));
        long end = 0;
        for (Segment.Slice slice : layout.slices()) {
            assertThat(slice.offset() % 16).isZero();
            assertThat(slice.offset()).isGreaterThanOrEqualTo(end);
            end = slice.offset() + slice.count();
        }
        assertThat(layout.length()).isGreaterThanOrEqualTo(end);
    }

    @Test
    void whatDecaysIsNotJoinedWithWhatDoesNot() {
        FlatLayout layout = FlatLayout.of(ADAMW, parameters(Shape.of(4, 4), Shape.of(4), Shape.of(4, 5), Shape.of(5)));
        assertThat(layout.segments()).extracting(Segment::name).containsExactly("joined:p0", "joined:p1");
        assertThat(layout.segments().get(0).slices())
                .extracting(Segment.Slice::path)
                .containsExactly("p0", "p2");
    }

    @Test
    void joinedParametersEndWhereACacheDoes() {
        Shape third = Shape.of(FlatLayout.JOINED / 3);
        FlatLayout layout =
                FlatLayout.of(OptimizerConfig.adam(1e-3), parameters(third, third, third, third, Shape.of(9)));
        assertThat(layout.segments()).extracting(Segment::name).containsExactly("joined:p0", "joined:p2");
        layout.segments().forEach(segment -> assertThat(segment.length()).isLessThanOrEqualTo(FlatLayout.JOINED + 16));
    }
}
