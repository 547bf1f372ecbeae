package dev.figment.train.imported;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesTest {
    @Test
    void everyNumberOf16BitsComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float half = Halves.fromHalf((short) bits);
            float brain = Halves.fromBrain((short) bits);
            if (!Float.isNaN(half)) {
                assertThat(Halves.toHalf(half)).as("half %x", bits).isEqualTo((short) bits);
            }
            if (!Float.isNaN(brain)) {
                assertThat(Halves.toBrain(brain)).as("bfloat16 %x", bits).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0x3c00",
        "-2, 0xc000",
        "65504, 0x7bff",
        "65519.99, 0x7bff",
        "65520, 0x7c00",
        "-1e9, 0xfc00",
        "5.9604645e-8, 0x0001",
        "2.9802322e-8, 0x0000",
        "2.9802326e-8, 0x0001",
        "6.1035156e-5, 0x0400",
        "1.00048828125, 0x3c00",
        "1.00146484375, 0x3c02",
        "1.0004884, 0x3c01"
    })
    void roundsToTheNearestHalfAndToEvenBetweenTwo(float number, String bits) {
        assertThat(Halves.toHalf(number) & 0xffff).isEqualTo(Integer.decode(bits));
    }

    @ParameterizedTest
    @CsvSource({"1, 0x3f80", "1.00390625, 0x3f80", "1.01171875, 0x3f82", "1.0039064, 0x3f81", "3.4028235e38, 0x7f80"})
    void roundsToTheNearestBfloat16AndToEvenBetweenTwo(float number, String bits) {
        assertThat(Halves.toBrain(number) & 0xffff).isEqualTo(Integer.decode(bits));
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertThat(Halves.fromHalf(Halves.toHalf(Float.NaN))).isNaN();
        assertThat(Halves.fromBrain(Halves.toBrain(Float.intBitsToFloat(0x7f800001))))
                .isNaN();
    }
}
