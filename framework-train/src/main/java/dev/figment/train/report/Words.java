package dev.figment.train.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every language of the system. */
public final class Words {
    private static final char THIN_SPACE = '\u2009';

    private Words() {}

    /** Five significant digits, without zeros at the end. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size == 0 || !Double.isFinite(value)) {
            return size == 0 ? "0" : Double.toString(value);
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value).replaceFirst("\\.?0*e\\+?(-?)0*", "e$1");
        }
        int decimals = Math.max(0, 4 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /** Three significant digits, for what is measured; all of a whole number's. */
    public static String brief(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return decimals == 0 || value == Math.rint(value)
                ? count(value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A whole number, with thin spaces between thousands. */
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', THIN_SPACE);
    }

    /** {@code 1 h 20 min}, {@code 2 min 5 s}, {@code 4.2 s}. */
    public static String time(double seconds) {
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
