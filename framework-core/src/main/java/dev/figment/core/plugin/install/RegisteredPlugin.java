package dev.figment.core.plugin.install;

import dev.figment.core.plugin.PluginVersions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pf4j.PluginDependency;

/**
 * A plugin as a registry lists it.
 *
 * @param name its id
 * @param description one line, or empty
 * @param versions newest first
 */
record RegisteredPlugin(PluginRegistry registry, String name, String description, List<Version> versions) {
    /**
     * One version of it.
     *
     * @param address of its zip, as the index has it
     * @param sha256 of its zip, 64 hexadecimal digits in lower case
     * @param requires versions of Figment
     */
    record Version(
            String version, String address, String sha256, String requires, List<PluginDependency> dependencies) {
        Version {
            dependencies = List.copyOf(dependencies);
        }
    }

    RegisteredPlugin {
        versions = versions.stream()
                .sorted(Comparator.comparing(Version::version, PluginVersions.order())
                        .reversed())
                .toList();
    }

    /** The newest version for a Figment, whatever else it needs. */
    Optional<Version> newestFor(String figment) {
        return versions.stream()
                .filter(version -> PluginVersions.fits(figment, version.requires))
                .findFirst();
    }
}
