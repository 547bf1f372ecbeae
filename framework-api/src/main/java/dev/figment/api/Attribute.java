package dev.figment.api;

/**
 * Something that a number says of each sample: whether glasses are worn (0 or 1), or an age in years.
 *
 * @param name that of the table's column
 * @param least the smallest number that any sample of the data has, finite
 * @param most the greatest, finite and not below {@code least}
 */
public record Attribute(String name, float least, float most) {
    public Attribute {
        if (!Float.isFinite(least) || !Float.isFinite(most) || least > most) {
            throw new IllegalArgumentException("'" + name + "' cannot be from " + least + " to " + most);
        }
    }
}
