package dev.figment.api;

import java.util.List;

/**
 * The numeric attributes of samples.
 *
 * @param values FLOAT32, shape [samples, attributes], finite
 * @param attributes what each column of the values is, at least one, of different names
 */
public record Attributes(Tensor values, List<Attribute> attributes) implements Batch {
    public Attributes {
        attributes = List.copyOf(attributes);
        if (values.type() != ElementType.FLOAT32 || values.rank() != 2 || values.dim(1) != attributes.size()) {
            throw new IllegalArgumentException("values of " + attributes.size()
                    + " attributes must be FLOAT32 [samples, attributes], not " + values);
        }
        if (attributes.stream().map(Attribute::name).distinct().count() < attributes.size() || attributes.isEmpty()) {
            throw new IllegalArgumentException("attributes are at least one, of different names, not " + attributes);
        }
    }

    @Override
    public int size() {
        return (int) values.dim(0);
    }
}
