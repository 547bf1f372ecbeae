package dev.figment.core.plugin;

import dev.figment.api.error.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.PluginDependency;

/** Whether a plugin has the Figment and the other plugins that it needs. It sees no classes of the others. */
public final class Dependencies {
    private Dependencies() {}

    /** The problem of a plugin that needs another version of Figment, with the nearest that fits. */
    public static Problem unfit(String requires, String figment, String where) {
        Problem problem =
                Problem.of("unfit-plugin", where, "it requires Figment " + requires + ", and this is " + figment);
        return PluginVersions.nearest(figment, requires)
                .map(nearest -> problem.fix("get a version of it for Figment " + figment + ", or Figment " + nearest
                        + ", the nearest that fits"))
                .orElse(problem.fix("get a version of it for Figment " + figment));
    }

    /**
     * The first dependency that is not met.
     *
     * @param versions the plugins that are there, by id
     */
    public static Optional<Problem> unmet(
            List<PluginDependency> dependencies, Map<String, String> versions, String where) {
        for (PluginDependency dependency : dependencies) {
            String id = dependency.getPluginId();
            String range = dependency.getPluginVersionSupport();
            String version = versions.get(id);
            if (version == null && !dependency.isOptional()) {
                return Optional.of(Problem.of(
                                "missing-dependency",
                                where,
                                "it needs the plugin '" + id + "' " + range + ", and there is none of that id")
                        .suggesting(id, versions.keySet())
                        .fix("install '" + id + "' first: figment plugins install SOURCE"));
            }
            if (version != null && !PluginVersions.fits(version, range)) {
                Problem problem = Problem.of(
                        "unfit-dependency",
                        where,
                        "it needs the plugin '" + id + "' " + range + ", and there is version " + version);
                String nearest = PluginVersions.nearest(version, range)
                        .map(fitting -> "; the nearest that fits is " + fitting)
                        .orElse("");
                return Optional.of(problem.fix("install another version of '" + id + "', or of this plugin" + nearest));
            }
        }
        return Optional.empty();
    }
}
