package dev.figment.core.config;

import dev.figment.api.error.Problem;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads numbers, in range. Each method gives null where there was a problem, which it has added. */
final class NumberBinder {
    /** Enough for the largest double; converting more takes time that grows with the square. */
    private static final int MOST_DIGITS = 400;

    private static final BigInteger BEYOND = BigInteger.TEN.pow(MOST_DIGITS);

    private final Problems problems;

    NumberBinder(Problems problems) {
        this.problems = problems;
    }

    @Nullable
    Number whole(ScalarNode node, ValueType.Whole type, String path) {
        if (node.kind() != ScalarNode.Kind.WHOLE) {
            return wrong(node, type, path);
        }
        BigInteger value = integer(node.text());
        if (value.compareTo(BigInteger.valueOf(type.least())) < 0
                || value.compareTo(BigInteger.valueOf(type.most())) > 0) {
            return outOfRange(node, "a whole number from " + type.least() + " to " + type.most(), path);
        }
        boolean fitsInt = type.most() == Integer.MAX_VALUE;
        return fitsInt ? (Number) value.intValueExact() : (Number) value.longValueExact();
    }

    @Nullable
    Number real(ScalarNode node, ValueType.Real type, String path) {
        double value = switch (node.kind()) {
            case WHOLE -> integer(node.text()).doubleValue();
            // Infinity and not-a-number are written .inf and .nan.
            case REAL -> node.text().matches(".*[a-df-zA-DF-Z].*") ? Double.NaN : Double.parseDouble(node.text());
            default -> Double.NaN;
        };
        if (Double.isNaN(value)) {
            return wrong(node, type, path);
        }
        double most = type.single() ? Float.MAX_VALUE : Double.MAX_VALUE;
        if (Math.abs(value) > most) {
            return outOfRange(node, "a number from " + -most + " to " + most, path);
        }
        return type.single() ? (Number) (float) value : (Number) value;
    }

    /** The value, or one beyond every range where there are more digits than any range has. */
    private static BigInteger integer(String text) {
        if (text.length() > MOST_DIGITS) {
            return BEYOND.multiply(BigInteger.valueOf(text.startsWith("-") ? -1 : 1));
        }
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    private @Nullable Number wrong(ScalarNode node, ValueType type, String path) {
        Problem problem = node.mark()
                .problem("wrong-type", "'" + path + "' needs " + type.described() + ", not " + node.described());
        boolean quoted =
                node.kind() == ScalarNode.Kind.TEXT && ScalarNode.Kind.ofPlain(node.text()) != ScalarNode.Kind.TEXT;
        problems.add(quoted ? problem.fix("remove the quotes") : problem);
        return null;
    }

    private @Nullable Number outOfRange(ScalarNode node, String range, String path) {
        problems.add(
                node.mark().problem("out-of-range", "'" + path + "' needs " + range + ", not " + node.described()));
        return null;
    }
}
