package dev.figment.core.plugin.install;

import org.jspecify.annotations.Nullable;

/**
 * What was installed.
 *
 * @param sha256 of the zip
 * @param source where it came from, as {@code install} takes it
 * @param installed when, after ISO 8601
 * @param key the public key that has signed it, in Base64; null where it is not signed by one that was known
 */
public record InstallRecord(
        String id,
        String version,
        String sha256,
        String source,
        String installed,
        @Nullable String key) {}
