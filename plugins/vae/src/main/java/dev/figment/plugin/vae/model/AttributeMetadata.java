package dev.figment.plugin.vae.model;

import dev.figment.api.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The attributes that a conditional model takes, as its files' metadata name them: one on each line, in their order. */
public final class AttributeMetadata {
    /** The key of the attributes' names. */
    public static final String NAMES = "attributes";

    /** The key of the least number of each in the training data. */
    public static final String LEAST = "attributes.least";

    /** The key of the greatest. */
    public static final String MOST = "attributes.most";

    private AttributeMetadata() {}

    /** As metadata. */
    public static Map<String, String> of(List<Attribute> attributes) {
        return Map.of(
                NAMES, lines(attributes, Attribute::name),
                LEAST, lines(attributes, attribute -> Float.toString(attribute.least())),
                MOST, lines(attributes, attribute -> Float.toString(attribute.most())));
    }

    private static String lines(List<Attribute> attributes, Function<Attribute, String> line) {
        return attributes.stream().map(line).collect(Collectors.joining("\n"));
    }

    /**
     * The attributes that metadata name; none where they name none.
     *
     * @throws IllegalArgumentException if there are more or fewer numbers than names, or they are no numbers
     */
    public static List<Attribute> read(Map<String, String> metadata) {
        List<String> names = metadata.getOrDefault(NAMES, "").lines().toList();
        List<String> least = metadata.getOrDefault(LEAST, "").lines().toList();
        List<String> most = metadata.getOrDefault(MOST, "").lines().toList();
        if (least.size() != names.size() || most.size() != names.size()) {
            throw new IllegalArgumentException("it names the attributes " + names + ", from " + least + " to " + most);
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.add(new Attribute(names.get(i), Float.parseFloat(least.get(i)), Float.parseFloat(most.get(i))));
        }
        return attributes;
    }
}
