package dev.figment.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "107.54321, 107.54",
        "-0.5, -0.5",
        "100, 100",
        "1200, 1200",
        "123456.7, 123457",
        "0.001, 0.001",
        "0.00012345, 0.00012345",
        "0.000012, 1.2e-5",
        "20000000, 2e7",
        "1e100, 1e100",
        "-3.456e-20, -3.456e-20",
        "NaN, NaN"
    })
    void numbersHaveFiveDigitsAndNoZerosAtTheEnd(double value, String words) {
        assertThat(Words.number(value)).isEqualTo(words);
    }

    @Test
    void countsAreGrouped() {
        assertThat(Words.count(1_234_567)).isEqualTo("1\u2009234\u2009567");
    }

    @ParameterizedTest
    @CsvSource({"7.0776, 7.08", "55.52, 55.5", "905.9, 906", "6, 6", "5.9231, 5.92", "0, 0"})
    void whatIsMeasuredHasThreeDigits(double value, String words) {
        assertThat(Words.brief(value)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"4.23, 4.2 s", "125, 2 min 5 s", "4830, 1 h 20 min"})
    void timesAreInTheirUnits(double seconds, String words) {
        assertThat(Words.time(seconds)).isEqualTo(words);
    }

    @Test
    void theUsersLanguageChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Words.number(1.5) + " " + Words.brief(2.5) + " " + Words.time(3.5))
                    .isEqualTo("1.5 2.50 3.5 s");
        } finally {
            Locale.setDefault(before);
        }
    }
}
