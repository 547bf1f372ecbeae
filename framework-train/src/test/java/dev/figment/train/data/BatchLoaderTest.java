package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.data.Dataset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
    private static final int SAMPLES = 23;
    private static final int BATCH = 5;
    private static final int STEPS_PER_EPOCH = 4;
    private static final long PATIENCE_SECONDS = 30;

    private final Seed seed = new Seed(11);

    private static List<List<Integer>> steps(BatchLoader<Indices> loader, int count) {
        List<List<Integer>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(loader.next().values());
        }
        return steps;
    }

    private List<List<Integer>> from(long firstStep, int count) {
        try (BatchLoader<Indices> loader = new BatchLoader<>(new IndexData(SAMPLES), BATCH, seed, firstStep)) {
            return steps(loader, count);
        }
    }

    @Test
    void anEpochShowsNoSampleTwiceAndLeavesOutOnlyWhatFillsNoBatch() {
        List<List<Integer>> steps = from(0, 3 * STEPS_PER_EPOCH);
        assertThat(BatchLoader.stepsPerEpoch(SAMPLES, BATCH)).isEqualTo(STEPS_PER_EPOCH);
        assertThat(steps).allSatisfy(batch -> assertThat(batch).hasSize(BATCH));
        for (int epoch = 0; epoch < 3; epoch++) {
            Set<Integer> seen = new HashSet<>();
            steps.subList(epoch * STEPS_PER_EPOCH, (epoch + 1) * STEPS_PER_EPOCH)
                    .forEach(seen::addAll);
            assertThat(seen).hasSize(STEPS_PER_EPOCH * BATCH).allMatch(index -> index >= 0 && index < SAMPLES);
        }
    }

    @Test
    void whereBatchesDivideTheDataAnEpochShowsEverySampleOnce() {
        try (BatchLoader<Indices> loader = new BatchLoader<>(new IndexData(20), BATCH, seed, 0)) {
            Set<Integer> seen = new HashSet<>();
            steps(loader, STEPS_PER_EPOCH).forEach(seen::addAll);
            assertThat(seen).hasSize(20);
        }
    }

    @Test
    void oneBatchMayBeAllTheData() {
        try (BatchLoader<Indices> loader = new BatchLoader<>(new IndexData(BATCH), BATCH, seed, 0)) {
            assertThat(steps(loader, 4))
                    .allSatisfy(batch -> assertThat(batch).containsExactlyInAnyOrder(0, 1, 2, 3, 4));
        }
    }

    @Test
    void epochsDifferInTheirOrder() {
        List<List<Integer>> steps = from(0, 2 * STEPS_PER_EPOCH);
        assertThat(steps.subList(0, STEPS_PER_EPOCH)).isNotEqualTo(steps.subList(STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH));
    }

    @Test
    void theOrderFollowsFromTheSeed() {
        try (BatchLoader<Indices> other = new BatchLoader<>(new IndexData(SAMPLES), BATCH, new Seed(12), 0)) {
            assertThat(from(0, 8)).isEqualTo(from(0, 8)).isNotEqualTo(steps(other, 8));
        }
    }

    @Test
    void begunAtAnyStepItGivesTheBatchesOfThatStepOn() {
        List<List<Integer>> all = from(0, 20);
        for (int first = 0; first <= 12; first++) {
            assertThat(from(first, 8)).as("from step " + first).isEqualTo(all.subList(first, first + 8));
        }
    }

    @Test
    void readsAheadBeforeItIsAsked() throws InterruptedException {
        CountDownLatch reads = new CountDownLatch(3);
        try (BatchLoader<Indices> loader = loader(batch -> {
            reads.countDown();
            return batch;
        })) {
            assertThat(reads.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(loader.next().size()).isEqualTo(BATCH);
        }
    }

    @Test
    void aFailedReadIsThrownAtItsStepAndNotBefore() {
        List<Integer> third = from(0, 3).get(2);
        IllegalStateException failure = new IllegalStateException("unreadable");
        try (BatchLoader<Indices> loader = loader(batch -> {
            if (batch.values().equals(third)) {
                throw failure;
            }
            return batch;
        })) {
            assertThat(steps(loader, 2)).isEqualTo(from(0, 2));
            assertThatThrownBy(loader::next).isSameAs(failure);
        }
    }

    @Test
    void aStepHasAtMostAQuarterOfTheCoresTakenFromIt() {
        assertThat(List.of(1, 2, 4, 8, 64).stream().map(BatchLoader::threads)).containsExactly(1, 1, 1, 2, 4);
    }

    @Test
    void anErrorWhileReadingStaysAnError() {
        try (BatchLoader<Indices> loader = loader(batch -> {
            throw new OutOfMemoryError("of this test");
        })) {
            assertThatThrownBy(loader::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void closingEndsItsThreadWithoutInterruptingARead() throws InterruptedException {
        AtomicReference<Thread> reader = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        BatchLoader<Indices> loader = loader(batch -> {
            reader.set(Thread.currentThread());
            reading.countDown();
            try {
                assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return batch;
        });
        assertThat(reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        loader.close();
        closed.countDown();
        reader.get().join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(reader.get().isAlive()).isFalse();
        assertThat(interrupted).isFalse();
    }

    @Test
    void refusesDataThatFillsNoBatch() {
        assertThatThrownBy(() -> new BatchLoader<>(new IndexData(4), BATCH, seed, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("indices has 4 samples, fewer than a batch of 5");
    }

    private BatchLoader<Indices> loader(UnaryOperator<Indices> onRead) {
        Dataset<Indices> data = new Dataset<>() {
            private final IndexData indices = new IndexData(SAMPLES);

            @Override
            public String name() {
                return indices.name();
            }

            @Override
            public int size() {
                return indices.size();
            }

            @Override
            public Indices read(int[] chosen) {
                return onRead.apply(indices.read(chosen));
            }

            @Override
            public String digest() {
                return indices.digest();
            }
        };
        return new BatchLoader<>(data, BATCH, seed, 0);
    }
}
