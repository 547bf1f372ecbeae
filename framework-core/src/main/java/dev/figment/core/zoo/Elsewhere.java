package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Models by name that are not on this machine, and can be brought here. Safe for use by several threads. */
public interface Elsewhere {
    /**
     * Whether there is such a model; it is not brought.
     *
     * @param version may be empty
     * @throws FigmentException if that cannot be found out
     */
    boolean has(String name, String version);

    /**
     * Brings a model, in the version that is named or the newest, and gives its folder; empty where there is none.
     *
     * @param version may be empty
     * @throws FigmentException if it cannot be brought
     */
    Optional<Path> bring(String name, String version);

    /** The names that there are, as far as they are known without asking. */
    Set<String> names();

    /** No models. */
    static Elsewhere nowhere() {
        return new Elsewhere() {
            @Override
            public boolean has(String name, String version) {
                return false;
            }

            @Override
            public Optional<Path> bring(String name, String version) {
                return Optional.empty();
            }

            @Override
            public Set<String> names() {
                return Set.of();
            }
        };
    }
}
