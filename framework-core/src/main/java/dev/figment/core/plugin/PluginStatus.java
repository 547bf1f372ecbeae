package dev.figment.core.plugin;

import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How it stands with one plugin. */
public sealed interface PluginStatus {
    /** The id that contributions of Figment itself are listed under. */
    String BUILT_IN = "figment";

    /** The plugin's id; where that could not be read, the name of its folder or zip. */
    String id();

    /** Where it was found; empty for what is built in. */
    Optional<Path> source();

    /**
     * It works.
     *
     * @param description one line, or empty
     */
    record Loaded(
            String id, String version, String description, Optional<Path> source, List<Contribution> contributions)
            implements PluginStatus {
        public Loaded {
            contributions = List.copyOf(contributions);
        }

        /** What Figment itself contributes. */
        public static Loaded builtIn(FigmentPlugin plugin) {
            return new Loaded(
                    BUILT_IN,
                    FigmentVersion.current(),
                    "What Figment brings itself",
                    Optional.empty(),
                    plugin.contributions());
        }
    }

    /**
     * It worked when it was last loaded, and has not changed since. It is loaded when something of it is asked for.
     *
     * @param description one line, or empty
     * @param offers what it brought then
     * @param loading loads it, once; gives how that went
     */
    record Known(
            String id,
            String version,
            String description,
            Optional<Path> source,
            List<Offer> offers,
            Supplier<PluginStatus> loading)
            implements PluginStatus {
        public Known {
            offers = List.copyOf(offers);
        }
    }

    /** It does not work; nothing else is affected. */
    record Failed(String id, Optional<Path> source, Problem problem) implements PluginStatus {}
}
