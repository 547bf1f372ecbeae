package dev.figment.core.plugin.install;

import java.util.Optional;

/**
 * What the user says about a plugin that is to be installed.
 *
 * @param trust that it may run although no known key has signed it
 * @param key what it must be signed with
 * @param sha256 what its zip's digest must be, in hexadecimal
 */
public record InstallOptions(boolean trust, Optional<SigningKey> key, Optional<String> sha256) {
    /** Nothing is said. */
    public static final InstallOptions NONE = new InstallOptions(false, Optional.empty(), Optional.empty());

    /** Trusted, and nothing else said. */
    public static final InstallOptions TRUST = new InstallOptions(true, Optional.empty(), Optional.empty());
}
