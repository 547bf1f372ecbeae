package dev.figment.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Batch;
import dev.figment.api.Batches;
import dev.figment.api.FlowStep;
import dev.figment.api.Outcome;
import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Source;
import dev.figment.api.Step;
import dev.figment.api.Transform;
import dev.figment.api.error.FigmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final List<String> events = new ArrayList<>();

    private record Numbers(List<Long> values) implements Batch {
        @Override
        public int size() {
            return values.size();
        }
    }

    private final class Counting implements Source<Numbers> {
        private final int batches;
        private final int size;

        Counting(int batches, int size) {
            this.batches = batches;
            this.size = size;
        }

        @Override
        public Batches<Numbers> open(Seed seed) {
            return new Batches<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < batches;
                }

                @Override
                public Numbers next() {
                    events.add("read " + next++);
                    return new Numbers(
                            IntStream.range(0, size).mapToObj(i -> 0L).toList());
                }

                @Override
                public void close() {
                    events.add("close source");
                }
            };
        }
    }

    private record AddNoise() implements Transform<Numbers, Numbers> {
        @Override
        public Numbers apply(Numbers batch, Position at) {
            return new Numbers(IntStream.range(0, batch.size())
                    .mapToObj(i -> batch.values().get(i) + at.seed(i).bits(0))
                    .toList());
        }
    }

    private record Drop() implements FlowStep<Numbers, Numbers> {
        @Override
        public Batches<Numbers> apply(Batches<Numbers> batches, Seed seed) {
            batches.next();
            return batches;
        }
    }

    private final class Collecting implements Sink<Numbers> {
        private final List<Long> values = new ArrayList<>();

        @Override
        public Writer<Numbers> open(Seed seed) {
            return new Writer<>() {
                @Override
                public void write(Numbers batch) {
                    events.add("write");
                    values.addAll(batch.values());
                }

                @Override
                public Outcome finish() {
                    events.add("finish");
                    return new Outcome.Measured("sum", Map.of("count", (double) values.size()));
                }

                @Override
                public void publish() {
                    events.add("publish");
                }

                @Override
                public void close() {
                    events.add("close sink");
                }
            };
        }
    }

    private static Pipeline pipeline(Step<?, ?>... steps) {
        List<Stage> stages = new ArrayList<>();
        for (Step<?, ?> step : steps) {
            stages.add(new Stage("step-" + stages.size(), "test.yaml:" + (stages.size() + 1), step, new Seed(7)));
        }
        return new Pipeline(stages);
    }

    @Test
    void holdsOneBatchAtATime() {
        pipeline(new Counting(2, 3), new AddNoise(), new Collecting()).run();
        assertThat(events)
                .containsExactly(
                        "read 0", "write", "read 1", "write", "finish", "publish", "close source", "close sink");
    }

    @Test
    void givesTheSameWhateverTheBatchSize() {
        Collecting small = new Collecting();
        Collecting large = new Collecting();
        pipeline(new Counting(6, 2), new AddNoise(), small).run();
        pipeline(new Counting(1, 12), new AddNoise(), large).run();
        assertThat(small.values).isEqualTo(large.values).doesNotHaveDuplicates();
    }

    @Test
    void showsEachSinkTheBatchAtItsPlace() {
        Collecting before = new Collecting();
        Collecting after = new Collecting();
        List<Outcome> outcomes =
                pipeline(new Counting(3, 2), before, new Drop(), after).run();
        assertThat(before.values).hasSize(6);
        assertThat(after.values).hasSize(4);
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void finishesNothingWhenAStepFails() {
        Transform<Numbers, Numbers> failing = (batch, at) -> {
            throw new ArithmeticException("no");
        };
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() ->
                        pipeline(new Counting(2, 2), new Collecting(), failing).run())
                .withMessageContaining("test.yaml:3: the step 'step-2' failed: java.lang.ArithmeticException: no")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.RUN));
        assertThat(events).contains("close source", "close sink").doesNotContain("finish");
    }

    @Test
    void publishesNothingWhenASinkCannotFinish() {
        Sink<Numbers> failing = seed -> new Sink.Writer<>() {
            @Override
            public void write(Numbers batch) {}

            @Override
            public Outcome finish() {
                throw new IllegalStateException("full");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() ->
                        pipeline(new Counting(1, 1), new Collecting(), failing).run())
                .hasMessageContaining("full");
        assertThat(events).contains("finish", "close sink").doesNotContain("publish");
    }

    @Test
    void saysWhichStepRanOutOfMemory() {
        Transform<Numbers, Numbers> hungry = (batch, at) -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> pipeline(new Counting(1, 2), hungry).run())
                .withMessageContaining(
                        "test.yaml:2: the memory is not enough for the step 'step-1': Java heap space; give the step")
                .withMessageContaining("a smaller batch")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.RUN));
    }

    @Test
    void closesTheSourceWhenASinkDoesNotOpen() {
        Sink<Numbers> failing = seed -> {
            throw new IllegalStateException("locked");
        };
        assertThatThrownBy(() ->
                        pipeline(new Counting(1, 1), new Collecting(), failing).run())
                .hasMessageContaining("locked");
        assertThat(events).containsExactly("close source", "close sink");
    }

    @Test
    void reportsProgress() {
        List<Long> progress = new ArrayList<>();
        pipeline(new Counting(3, 5), new Collecting()).run(progress::add);
        assertThat(progress).containsExactly(5L, 10L, 15L);
    }

    @Test
    void needsASourceAtItsHead() {
        assertThatThrownBy(() -> pipeline(new AddNoise())).isInstanceOf(IllegalArgumentException.class);
    }
}
