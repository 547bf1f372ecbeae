package dev.figment.core.zoo.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenRunTest {
    /** Gives its input plus a number. */
    private record Shift(float by) implements Model {
        @Override
        public List<TensorSpec> inputs() {
            return List.of(TensorSpec.of("x", ElementType.FLOAT32, 2, 2));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(TensorSpec.of("y", ElementType.FLOAT32, 2, 2));
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            float[] values = inputs.get("x").toFloatArray();
            values[3] += by;
            return Map.of("y", Tensor.ofFloats(values, 2, 2));
        }

        @Override
        public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BoundRun bind(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final Map<String, Tensor> INPUTS = Map.of("x", Tensor.ofFloats(new float[] {1, 2, 3, 4}, 2, 2));

    private final GoldenRun golden = GoldenRun.of(new Shift(0), INPUTS);

    @Test
    void theSameModelGivesTheSame() {
        assertThat(golden.replay(new Shift(0), 0, 0)).singleElement().satisfies(deviation -> {
            assertThat(deviation.output()).isEqualTo("y");
            assertThat(deviation.largest()).isZero();
            assertThat(deviation.within()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0, true", "0.24, 0, false", "0, 0.0625, true", "0, 0.06, false", "0.125, 0.03125, true"})
    void aDifferenceIsWithinTheTolerance(double absolute, double relative, boolean within) {
        assertThat(golden.replay(new Shift(0.25f), absolute, relative))
                .singleElement()
                .satisfies(deviation -> {
                    assertThat(deviation.within()).isEqualTo(within);
                    assertThat(deviation.largest()).isEqualTo(0.25);
                    assertThat(deviation.worst()).isEqualTo("it was 4.0 and is 4.25 at [1, 1]");
                });
    }

    @Test
    void whatIsNoNumberAnyMoreIsInfinitelyFar() {
        for (float shift : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Deviation deviation = golden.replay(new Shift(shift), 1e30, 1e30).get(0);
            assertThat(deviation.largest()).isInfinite();
            assertThat(deviation.within()).isFalse();
        }
    }

    @Test
    void whatWasNoNumberMustStayWhatItWas() {
        GoldenRun endless = GoldenRun.of(new Shift(Float.POSITIVE_INFINITY), INPUTS);
        assertThat(endless.replay(new Shift(Float.POSITIVE_INFINITY), 0, 0)
                        .get(0)
                        .within())
                .isTrue();
        assertThat(endless.replay(new Shift(0), 1, 1).get(0).within()).isFalse();
    }

    @Test
    void anotherShapeOrAMissingOutputIsADeviation() {
        GoldenRun other = new GoldenRun(
                INPUTS, Map.of("y", Tensor.ofFloats(new float[4], 4), "z", Tensor.ofFloats(new float[1], 1)));
        assertThat(other.replay(new Shift(0), 1, 1))
                .extracting(Deviation::within, Deviation::worst)
                .containsExactly(
                        tuple(false, "it was FLOAT32[4] and is FLOAT32[2, 2]"),
                        tuple(false, "the model has no such output"));
    }

    @Test
    void readsElementsOfEveryType() {
        for (ElementType type : ElementType.values()) {
            Tensor tensor = Tensor.allocate(type, 2);
            switch (type) {
                case FLOAT32 -> tensor.bytes().putFloat(4, 1);
                case FLOAT16 -> tensor.bytes().putShort(2, (short) 0x3C00);
                case FLOAT64 -> tensor.bytes().putDouble(8, 1);
                case INT64 -> tensor.bytes().putLong(8, 1);
                case INT32 -> tensor.bytes().putInt(4, 1);
                case UINT8, INT8, BOOL -> tensor.bytes().put(1, (byte) 1);
            }
            assertThat(new Elements(tensor).at(0)).as(type.name()).isZero();
            assertThat(new Elements(tensor).at(1)).as(type.name()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0xC000, -2", "0x0001, 5.9604644775390625E-8", "0x7BFF, 65504", "0x7C00, Infinity", "0xFC00, -Infinity"
    })
    void readsHalves(String bits, double value) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT16, 1);
        tensor.bytes().putShort((short) Integer.decode(bits).intValue());
        assertThat(new Elements(tensor).at(0)).isEqualTo(value);
    }
}
