package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.wiring.ReferenceCheck;
import dev.figment.core.zoo.Zoo;
import java.util.Map;

/** Checks that the models that a config names are there, without loading them. */
record ModelReferences(Zoo zoo) implements ReferenceCheck {
    @Override
    public void check(Map<String, Object> values, MapNode keys, Problems problems) {
        values.forEach((key, value) -> {
            if (value instanceof ModelRef model) {
                try {
                    zoo.resolve(model);
                } catch (FigmentException e) {
                    e.problems()
                            .forEach(problem ->
                                    problems.add(problem.at(keys.keyMark(key).toString())));
                }
            }
        });
    }
}
