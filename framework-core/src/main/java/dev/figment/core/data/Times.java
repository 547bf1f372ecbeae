package dev.figment.core.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads times: ISO 8601, from a month to fractions of a second, in UTC where there is no zone; or seconds since 1970. */
final class Times {
    private static final Pattern SECONDS = Pattern.compile("-?\\d{5,12}(\\.\\d{1,9})?");
    private static final Pattern ZONE = Pattern.compile("(Z|[+-]\\d\\d(:?\\d\\d)?)$");

    /** Characters of a time to the second without a zone, the form that most files have. */
    private static final int PLAIN = "2024-03-01 12:00:00".length();

    private static final int TIME_OF_DAY = "2024-03-01".length();

    private Times() {}

    /** Empty where a text is no time. */
    static Optional<Instant> parse(String text) {
        String time = text.strip();
        try {
            boolean plain = time.length() == PLAIN && time.charAt(PLAIN - 3) == ':' && time.charAt(PLAIN - 6) == ':';
            if (plain && (time.charAt(TIME_OF_DAY) == ' ' || time.charAt(TIME_OF_DAY) == 'T')) {
                return Optional.of(LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
            }
            if (SECONDS.matcher(time).matches()) {
                BigDecimal seconds = new BigDecimal(time);
                long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
                long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                        .movePointRight(9)
                        .longValueExact();
                return Optional.of(Instant.ofEpochSecond(whole, nanos));
            }
            if (time.length() == 7) {
                return Optional.of(YearMonth.parse(time)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            }
            if (time.length() == 10) {
                return Optional.of(
                        LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            String iso = time.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T").replaceFirst(" +([+-]\\d)", "$1");
            return Optional.of(
                    iso.length() > 11 && ZONE.matcher(iso.substring(11)).find()
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
