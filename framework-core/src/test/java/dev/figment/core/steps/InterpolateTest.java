package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Batches;
import dev.figment.api.Latents;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.error.FigmentException;
import dev.figment.core.steps.Interpolate.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class InterpolateTest {
    private static List<Latents> walk(int steps, Mode mode, boolean closed, Latents... batches) {
        Interpolate step = new Interpolate(new Interpolate.Config(steps, mode, closed));
        List<Latents> all = new ArrayList<>();
        try (Batches<Latents> flow = step.apply(Batches.of(List.of(batches)), new Seed(1))) {
            flow.forEachRemaining(all::add);
        }
        return all;
    }

    private static float[] values(Latents latents) {
        return latents.mean().toFloatArray();
    }

    @Test
    void walksAlongALine() {
        List<Latents> pairs =
                walk(5, Mode.LINEAR, false, Flow.latents(new float[] {0, 8}, new float[] {4, 0}, new float[] {4, 0}));
        assertThat(pairs).hasSize(2);
        assertThat(values(pairs.get(0))).containsExactly(0, 8, 1, 6, 2, 4, 3, 2, 4, 0);
        assertThat(values(pairs.get(1))).containsExactly(4, 0, 4, 0, 4, 0, 4, 0, 4, 0);
        assertThat(pairs.get(0).logVariance()).isNull();
        assertThat(pairs.get(0).names()).isEmpty();
    }

    @Test
    void walksAlongAnArc() {
        float r = (float) Math.sqrt(0.5);
        assertThat(values(walk(3, Mode.SPHERICAL, false, Flow.latents(new float[] {1, 0}, new float[] {0, 1}))
                        .get(0)))
                .containsExactly(new float[] {1, 0, r, r, 0, 1}, within(1e-6f));
        float half = (float) (Math.sqrt(3) / 2);
        assertThat(values(walk(4, Mode.SPHERICAL, false, Flow.latents(new float[] {0, 2, 0}, new float[] {2, 0, 0}))
                        .get(0)))
                .containsExactly(new float[] {0, 2, 0, 1, 2 * half, 0, 2 * half, 1, 0, 2, 0, 0}, within(1e-6f));
    }

    @Test
    void keepsTheNormOnAnArcBetweenEqualNorms() {
        Latents ends = Flow.latents(new float[] {1, 2, 2}, new float[] {-2, 2, 1});
        float[] points = values(walk(20, Mode.SPHERICAL, false, ends).get(0));
        for (int i = 0; i < 20; i++) {
            double square = 0;
            for (int j = 0; j < 3; j++) {
                square += points[3 * i + j] * points[3 * i + j];
            }
            assertThat(square).isEqualTo(9, within(1e-5));
        }
    }

    @Test
    void takesTheLineWhereThereIsNoArc() {
        float[][] ends = {{1, 0}, {-1, 0}, {0, 0}, {3, 3}, {3, 3}};
        List<Latents> pairs = walk(3, Mode.SPHERICAL, false, Flow.latents(ends));
        assertThat(values(pairs.get(0))).containsExactly(1, 0, 0, 0, -1, 0);
        assertThat(values(pairs.get(1))).containsExactly(-1, 0, -0.5f, 0, 0, 0);
        assertThat(values(pairs.get(3))).containsExactly(3, 3, 3, 3, 3, 3);
    }

    @Test
    void beginsAndEndsExactlyOnTheLatents() {
        float[][] ends = {{0.1f, 0.7f, -3.3f}, {1e-3f, 123.456f, 0.3f}, {-7.7f, 0.1f, 0.9f}};
        for (Mode mode : Mode.values()) {
            List<Latents> pairs = walk(7, mode, true, Flow.latents(ends));
            assertThat(pairs).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(pairs.get(i).mean().rows(0, 1).toFloatArray()).isEqualTo(ends[i]);
                assertThat(pairs.get(i).mean().rows(6, 7).toFloatArray()).isEqualTo(ends[(i + 1) % 3]);
            }
        }
    }

    @Test
    void closesTheCircleOnlyIfAsked() {
        Latents two = Flow.latents(new float[] {0}, new float[] {2});
        assertThat(walk(3, Mode.LINEAR, false, two)).hasSize(1);
        List<Latents> closed = walk(3, Mode.LINEAR, true, two);
        assertThat(closed).hasSize(2);
        assertThat(values(closed.get(1))).containsExactly(2, 1, 0);
    }

    @Test
    void doesNotDependOnHowTheFlowIsCut() {
        float[][] rows = {{0, 1}, {2, 3}, {4, 6}, {8, 8}};
        Latents whole = Flow.latents(rows);
        List<Latents> expected = walk(4, Mode.SPHERICAL, true, whole);
        List<Latents> cut = walk(
                4,
                Mode.SPHERICAL,
                true,
                Flow.latents(rows[0]),
                Latents.of(whole.mean().rows(1, 1)),
                Latents.of(whole.mean().rows(1, 3)),
                Flow.latents(rows[3]));
        assertThat(cut.stream().map(InterpolateTest::values))
                .containsExactlyElementsOf(
                        expected.stream().map(InterpolateTest::values).toList());
    }

    @Test
    void keepsTheShapeOfALatent() {
        Latents latents = Latents.of(dev.figment.api.Tensor.ofFloats(new float[12], 2, 3, 2, 1));
        assertThat(walk(5, Mode.LINEAR, false, latents).get(0).mean().shape()).containsExactly(5, 3, 2, 1);
    }

    @Test
    void needsTwoLatents() {
        Interpolate step = new Interpolate(new Interpolate.Config(3, Mode.LINEAR, true));
        Source<Latents> one = Flow.of(Flow.latents(new float[] {1}));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Flow.run(one, step))
                .withMessage("test.yaml:2: interpolate walks between latents and needs at least 2, not 1;"
                        + " read more than one sample")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER));
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Flow.run(Flow.<Latents>of(), step))
                .withMessageContaining("needs at least 2, not 0");
    }

    @Test
    void endsWhenTheFlowEnds() {
        Batches<Latents> flow = new Interpolate(new Interpolate.Config(2, Mode.LINEAR, false))
                .apply(Batches.of(List.of(Flow.latents(new float[] {1}, new float[] {2}))), new Seed(1));
        flow.next();
        assertThat(flow.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(flow::next);
    }

    @Test
    void refusesFewerStepsThanEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interpolate.Config(1, Mode.LINEAR, false))
                .withMessage("steps is at least 2, not 1");
    }
}
