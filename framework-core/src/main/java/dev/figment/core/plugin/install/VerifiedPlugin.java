package dev.figment.core.plugin.install;

import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a plugin.
 *
 * @param version empty where it cannot be read
 * @param sha256 of its zip; empty for a folder
 * @param record what was recorded when it was installed; empty where it was put there in another way
 * @param problems none, if all is well
 */
public record VerifiedPlugin(
        String id, String version, Path path, String sha256, Optional<InstallRecord> record, List<Problem> problems) {
    public VerifiedPlugin {
        problems = List.copyOf(problems);
    }
}
