package dev.figment.plugin.vae.sample;

import dev.figment.api.Attribute;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked of a component that draws samples with attributes.
 *
 * @param component its name in the config
 * @param attributes what can be asked of it
 */
record Asked(String component, List<Attribute> attributes) {
    /**
     * The numbers of the attributes, in the component's order: one condition, or as many as there are ways to combine those that
     * vary, the last of which changes first.
     *
     * @param fixed numbers by name
     * @param varied lists of numbers by name, none of them empty
     * @throws FigmentException that names each attribute which is unknown or left out, and each number which is out of range
     */
    List<float[]> conditions(Map<String, Double> fixed, Map<String, List<Double>> varied) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        fixed.forEach((name, value) -> all.put(name, List.of(value)));
        all.putAll(varied);
        require(all);
        List<float[]> conditions = new ArrayList<>(List.of(new float[attributes.size()]));
        all.forEach((name, values) -> {
            int index = names().indexOf(name);
            List<float[]> further = new ArrayList<>();
            for (float[] condition : conditions) {
                for (double value : values) {
                    float[] copy = condition.clone();
                    copy[index] = (float) value;
                    further.add(copy);
                }
            }
            conditions.clear();
            conditions.addAll(further);
        });
        return List.copyOf(conditions);
    }

    private List<String> names() {
        return attributes.stream().map(Attribute::name).toList();
    }

    private void require(Map<String, List<Double>> asked) {
        List<Problem> problems = new ArrayList<>();
        for (String name : asked.keySet()) {
            if (!names().contains(name)) {
                problems.add(Problem.of("no-attribute", "", "'" + component + "' has no attribute '" + name + "'")
                        .suggesting(name, names()));
            }
        }
        for (Attribute attribute : attributes) {
            List<Double> values = asked.get(attribute.name());
            if (values == null) {
                problems.add(Problem.of(
                                "missing-attribute",
                                "",
                                "'" + component + "' needs the attribute '" + attribute.name()
                                        + "', too, and no number is given for it")
                        .fix("add it to 'attributes', with a number " + range(attribute)));
                continue;
            }
            String beyond = values.stream()
                    .filter(value -> value.floatValue() < attribute.least() || value.floatValue() > attribute.most())
                    .map(Asked::shown)
                    .collect(Collectors.joining(", "));
            if (!beyond.isEmpty()) {
                problems.add(Problem.of(
                                "out-of-range",
                                "",
                                "'" + attribute.name() + "' cannot be " + beyond + ": '" + component
                                        + "' was trained with numbers " + range(attribute))
                        .fix("ask for one of these"));
            }
        }
        if (!problems.isEmpty()) {
            throw FigmentException.user(problems);
        }
    }

    private static String range(Attribute attribute) {
        return "from " + shown(attribute.least()) + " to " + shown(attribute.most());
    }

    /** Whole numbers without a fraction. */
    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }
}
