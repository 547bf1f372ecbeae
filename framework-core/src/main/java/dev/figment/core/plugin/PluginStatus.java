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

    /** Its version, if it works. */
    Optional<String> workingVersion();

    /** What it brings; nothing where it does not work. */
    List<Offer> offers();

    /**
     * It works.
     *
     * @param description one line, or empty
     * @param files what it brings beside its classes; empty for what is built in
     */
    record Loaded(
            String id,
            String version,
            String description,
            Optional<Path> source,
            List<Contribution> contributions,
            Optional<PluginFiles> files)
            implements PluginStatus {
        public Loaded {
            contributions = List.copyOf(contributions);
        }

        @Override
        public Optional<String> workingVersion() {
            return Optional.of(version);
        }

        @Override
        public List<Offer> offers() {
            return contributions.stream().map(Offer::of).toList();
        }

        /** What Figment itself contributes. */
        public static Loaded builtIn(FigmentPlugin plugin) {
            return new Loaded(
                    BUILT_IN,
                    FigmentVersion.current(),
                    "What Figment brings itself",
                    Optional.empty(),
                    plugin.contributions(),
                    Optional.empty());
        }
    }

    /**
     * It worked when it was last loaded, and has not changed since. It is loaded when something of it is asked for.
     *
     * @param description one line, or empty
     * @param offers what it brought then
     * @param files whether it brought anything beside its classes
     * @param loading loads it, once; gives how that went
     */
    record Known(
            String id,
            String version,
            String description,
            Optional<Path> source,
            List<Offer> offers,
            boolean files,
            Supplier<PluginStatus> loading)
            implements PluginStatus {
        public Known {
            offers = List.copyOf(offers);
        }

        @Override
        public Optional<String> workingVersion() {
            return Optional.of(version);
        }
    }

    /** It does not work; nothing else is affected. */
    record Failed(String id, Optional<Path> source, Problem problem) implements PluginStatus {
        @Override
        public Optional<String> workingVersion() {
            return Optional.empty();
        }

        @Override
        public List<Offer> offers() {
            return List.of();
        }
    }
}
