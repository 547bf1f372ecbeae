package dev.figment.cli.example;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.util.List;

/** A plugin that cannot say what it brings. */
public final class ThrowingPlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        throw new IllegalStateException("no luck");
    }
}
