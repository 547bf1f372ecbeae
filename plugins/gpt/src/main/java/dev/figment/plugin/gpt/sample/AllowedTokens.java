package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;
import java.util.List;

/** Forbids all tokens but some. */
@Alternative("allowed-tokens")
@Description("Forbids all tokens but some")
public record AllowedTokens(
        @Description("Their ids, at least one") List<Integer> ids) implements Stage {
    public AllowedTokens {
        ids = List.copyOf(ids);
        if (ids.isEmpty() || ids.stream().anyMatch(id -> id < 0)) {
            throw new IllegalArgumentException("ids must be one or more, and not negative: " + ids);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        candidates.keep(ids.stream()
                .sorted()
                .distinct()
                .mapToInt(candidates::index)
                .filter(index -> index >= 0)
                .toArray());
    }
}
