package dev.figment.core.wiring;

import dev.figment.api.config.OutputPath;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where the steps of a pipeline write: no two of them at one place, where one would replace what the other made. */
final class OutputPlaces {
    private final Map<Path, Mark> taken = new HashMap<>();
    private final Problems problems;

    OutputPlaces(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param values of the step's config record, by key
     * @param keys what it was read from, for places
     */
    void take(String step, Map<String, Object> values, MapNode keys) {
        values.forEach((key, value) -> {
            if (value instanceof OutputPath output) {
                Mark mark = keys.find(key).map(Node::mark).orElse(keys.keyMark(key));
                Mark other = taken.putIfAbsent(output.path().toAbsolutePath().normalize(), mark);
                if (other != null) {
                    problems.add(mark.problem(
                                    "same-output",
                                    "'" + step + "' writes to " + output + ", and so does another step, at " + other)
                            .fix("give one of them another place"));
                }
            }
        });
    }
}
