package dev.figment.core.steps;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The direction of an attribute in a latent space, from latents that have it and others that do not: the difference of
 * their means. With groups it is the mean of the groups' differences, each weighted by m·n / (m + n) for m latents with the
 * attribute and n without, as least squares with an intercept for each group weight them.
 */
final class Direction {
    private final String value;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final TreeSet<String> values = new TreeSet<>();
    private int size;

    /** Sums of the latents with and without the attribute. */
    private static final class Group {
        private final double[][] sums;
        private final long[] counts = new long[2];

        Group(int size) {
            this.sums = new double[2][size];
        }
    }

    /**
     * @param value the label of latents that have the attribute
     */
    Direction(String value) {
        this.value = value;
    }

    void add(String group, String label, float[] latent) {
        values.add(label);
        size = latent.length;
        Group sums = groups.computeIfAbsent(group, name -> new Group(size));
        int has = label.equals(value) ? 1 : 0;
        sums.counts[has]++;
        for (int k = 0; k < size; k++) {
            sums.sums[has][k] += latent[k];
        }
    }

    /**
     * @throws FigmentException if all latents have the attribute, or none, or no group has both kinds
     */
    float[] found(String table, String column, @Nullable String within) {
        requireBoth(table, column);
        double[] sum = new double[size];
        double total = 0;
        for (Group group : groups.values()) {
            double without = group.counts[0];
            double with = group.counts[1];
            if (without == 0 || with == 0) {
                continue;
            }
            double weight = with * without / (with + without);
            total += weight;
            for (int k = 0; k < size; k++) {
                sum[k] += weight * (group.sums[1][k] / with - group.sums[0][k] / without);
            }
        }
        if (total == 0) {
            throw FigmentException.user(Problem.of(
                            "no-contrast",
                            table,
                            "no '" + within + "' has images both with '" + column + "' = '" + value + "' and without")
                    .fix("leave out 'within', to compare all images"));
        }
        float[] direction = new float[size];
        for (int k = 0; k < size; k++) {
            direction[k] = (float) (sum[k] / total);
        }
        return direction;
    }

    private void requireBoth(String table, String column) {
        if (!values.contains(value)) {
            throw FigmentException.user(
                    Problem.of("no-contrast", table, "no image has '" + value + "' in the column '" + column + "'")
                            .suggesting(value, values)
                            .fix("'value' says what stands there for images that have the attribute"));
        }
        if (values.size() == 1) {
            throw FigmentException.user(Problem.of(
                            "no-contrast",
                            table,
                            "every image has '" + value + "' in the column '" + column
                                    + "', and a direction leads from images without it to images with it")
                    .fix("name a column in which images differ, or add images without it"));
        }
    }
}
