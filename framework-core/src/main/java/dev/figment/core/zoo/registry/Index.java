package dev.figment.core.zoo.registry;

import dev.figment.api.config.Description;
import java.util.List;

/**
 * An {@code index.yaml} as it is written, for its JSON Schema. {@link IndexFile} reads one model after the other, so that one that
 * is wrong does not cost the others.
 */
@Description("The models of a registry")
public record Index(
        @Description("1") int format,

        @Description("Each version of each model") List<IndexEntry> models) {
    public Index {
        models = List.copyOf(models);
    }
}
