package dev.figment.plugin.gpt.sample;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Description;
import java.nio.IntBuffer;
import java.util.List;

/** Forbids tokens. */
@Alternative("banned-tokens")
@Description("Forbids tokens")
public record BannedTokens(@Description("Their ids") List<Integer> ids) implements Stage {
    public BannedTokens {
        ids = List.copyOf(ids);
        if (ids.stream().anyMatch(id -> id < 0)) {
            throw new IllegalArgumentException("ids must not be negative: " + ids);
        }
    }

    @Override
    public void apply(Candidates candidates, IntBuffer history) {
        ids.forEach(candidates::forbid);
    }
}
