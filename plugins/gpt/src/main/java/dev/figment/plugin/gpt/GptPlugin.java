package dev.figment.plugin.gpt;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.util.List;

/** What this plugin adds to Figment. */
public final class GptPlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of();
    }
}
