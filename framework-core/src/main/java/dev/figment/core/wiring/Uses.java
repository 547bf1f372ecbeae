package dev.figment.core.wiring;

import dev.figment.api.config.ModelRef;
import dev.figment.api.plugin.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a config uses.
 *
 * @param contributions its components, steps and recipe; each once
 * @param models those that they name; each once
 */
public record Uses(List<Contribution> contributions, List<ModelRef> models) {
    public Uses {
        contributions = List.copyOf(contributions);
        models = List.copyOf(models);
    }

    static Uses of(List<Part> parts) {
        List<ModelRef> models = new ArrayList<>();
        parts.forEach(part -> collect(part.config(), models));
        return new Uses(
                parts.stream().map(Part::contribution).distinct().toList(),
                models.stream().distinct().toList());
    }

    private static void collect(Object value, List<ModelRef> models) {
        if (value instanceof ModelRef model) {
            models.add(model);
        } else if (value instanceof Record config) {
            Injectable.values(config).values().forEach(each -> collect(each, models));
        } else if (value instanceof Collection<?> items) {
            items.forEach(each -> collect(each, models));
        }
    }
}
