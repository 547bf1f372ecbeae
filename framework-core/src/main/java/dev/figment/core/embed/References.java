package dev.figment.core.embed;

import dev.figment.api.config.DataRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Mark;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.data.DatasetRegistry;
import dev.figment.core.data.LocalDatasets;
import dev.figment.core.wiring.ReferenceCheck;
import java.util.Map;

/** Checks that the models and the data that a config names are there, without opening them. */
public record References(ModelAccess models, DatasetRegistry registry) implements ReferenceCheck {
    @Override
    public void check(Map<String, Object> values, MapNode keys, Problems problems) {
        values.forEach((key, value) -> {
            try {
                if (value instanceof ModelRef model) {
                    models.require(model);
                } else if (value instanceof DataRef data) {
                    LocalDatasets.requireThere(data, registry);
                }
            } catch (FigmentException e) {
                Mark mark = keys.find(key).map(Node::mark).orElse(keys.keyMark(key));
                e.problems().forEach(problem -> problems.add(placed(problem, mark)));
            }
        });
    }

    /** At the place in the config, and, where there is one, in the file that it names. */
    private static Problem placed(Problem problem, Mark mark) {
        return problem.at(problem.where().isEmpty() ? mark.toString() : mark + ": " + problem.where());
    }
}
