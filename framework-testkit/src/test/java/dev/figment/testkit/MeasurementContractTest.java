package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Sink;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right measurement keeps the contract; each wrong one breaks it where it is wrong. */
class MeasurementContractTest {
    @Nested
    class OfARightMeasurement implements MeasurementContract<Images> {
        @Override
        public Sink<Images> sink() {
            return seed -> new Sum(MeasurementContractTest::brightness, images -> images.size());
        }

        @Override
        public Medium<Images> medium() {
            return Medium.IMAGES;
        }

        @Override
        public Images samples() {
            return Pixels.images();
        }
    }

    /** The sum of a value over batches, divided by the sum of a weight. */
    private static final class Sum implements Sink.Writer<Images> {
        private final ToDoubleFunction<Images> value;
        private final ToDoubleFunction<Images> weight;
        private double sum;
        private double weights;

        Sum(ToDoubleFunction<Images> value, ToDoubleFunction<Images> weight) {
            this.value = value;
            this.weight = weight;
        }

        @Override
        public void write(Images batch) {
            sum += value.applyAsDouble(batch);
            weights += weight.applyAsDouble(batch);
        }

        @Override
        public Outcome finish() {
            return new Outcome.Measured("brightness", Map.of("mean", sum / weights));
        }

        @Override
        public void close() {}
    }

    private static double brightness(Images images) {
        double sum = 0;
        for (float pixel : images.pixels().toFloatArray()) {
            sum += pixel;
        }
        return sum;
    }

    private static void assertBroken(
            Consumer<MeasurementContract<Images>> test, Sink<Images> wrong, String expectedMessage) {
        MeasurementContract<Images> contract = new MeasurementContract<>() {
            @Override
            public Sink<Images> sink() {
                return wrong;
            }

            @Override
            public Medium<Images> medium() {
                return Medium.IMAGES;
            }

            @Override
            public Images samples() {
                return Pixels.images();
            }
        };
        assertThatThrownBy(() -> test.accept(contract))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expectedMessage);
    }

    @Test
    void aMeanOfTheBatchesMeansBreaksIt() {
        assertBroken(
                MeasurementContract::measuresTheSameHoweverTheFlowIsCut,
                seed -> new Sum(images -> brightness(images) / images.size(), images -> 1),
                "mean in batches of 2");
    }

    @Test
    void randomnessOfItsOwnBreaksIt() {
        AtomicInteger runs = new AtomicInteger();
        assertBroken(
                MeasurementContract::measuresTheSameForTheSameSeed,
                seed -> new Sum(images -> runs.incrementAndGet(), Images::size),
                "mean");
    }

    @Test
    void oneSumForAllRunsBreaksIt() {
        Sum shared = new Sum(MeasurementContractTest::brightness, Images::size);
        assertBroken(MeasurementContract::measuresEachRunOnItsOwn, seed -> shared, "beside another run");
    }

    @Test
    void aChangeToTheSamplesBreaksIt() {
        assertBroken(
                MeasurementContract::measuresWithoutAChangeToTheSamples,
                seed -> new Sum(
                        images -> {
                            images.pixels().floats().put(0, 0);
                            return 1;
                        },
                        Images::size),
                "the samples after the measurement");
    }
}
