package dev.figment.core.plugin.install;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was done.
 *
 * @param before the version that was there; empty where none was
 * @param signer the fingerprint of the key that has signed it; empty where none that is known has
 */
public record PluginChange(
        Kind kind,
        String id,
        String version,
        Optional<String> before,
        String sha256,
        Optional<String> signer,
        Path path) {
    /** The kinds of change. */
    public enum Kind {
        /** It is there now, and was not before. */
        INSTALLED,
        /** It has taken another version's place. */
        UPDATED,
        /** The same content was there already. */
        UNCHANGED,
        /** It is no longer there. */
        REMOVED
    }
}
