package dev.figment.cli;

import dev.figment.api.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers among what a pipeline made. */
final class Measurements {
    private Measurements() {}

    /** By name, in the order of the steps; a name that an earlier step has given is followed by -2, -3 and so on. */
    static Map<String, Double> of(List<Outcome> outcomes) {
        Map<String, Double> measured = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Measured numbers) {
                numbers.values().forEach((name, value) -> measured.put(free(name, measured), value));
            }
        }
        return measured;
    }

    private static String free(String name, Map<String, Double> taken) {
        String free = name;
        for (int i = 2; taken.containsKey(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
