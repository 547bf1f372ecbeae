package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.Dependencies;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginVersions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the newest version of a plugin that fits: what was asked for, this Figment, and the other plugins.
 *
 * @param name the plugin's id
 * @param range of versions; {@code *} for all
 */
record RegistryChoice(String name, String range) {
    /** What {@code NAME} or {@code NAME@RANGE} asks for; empty where a source is something else. */
    static Optional<RegistryChoice> of(String source) {
        int at = source.indexOf('@');
        String name = at < 0 ? source : source.substring(0, at);
        if (!PluginProperties.isId(name) || name.matches("(?i).*\\.(zip|jar)")) {
            return Optional.empty();
        }
        String range = at < 0 ? PluginVersions.ANY : source.substring(at + 1).strip();
        if (!PluginVersions.isRange(range)) {
            throw FigmentException.user(Problem.of("wrong-range", source, "'" + range + "' is no range of versions")
                    .fix("write one as in '" + name + "@>=1.0.0 & <2.0.0'"));
        }
        return Optional.of(new RegistryChoice(name, range));
    }

    /**
     * The newest that fits.
     *
     * @param plugins what the registries have, in the order in which they are asked
     * @param figment this Figment's version
     * @param installed versions of the plugins that are there, by id
     * @throws FigmentException if none does, with the reason and the nearest that does
     */
    Found in(List<RegisteredPlugin> plugins, String figment, Map<String, String> installed) {
        RegisteredPlugin plugin = plugins.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> FigmentException.user(Problem.of(
                                "unknown-plugin", name, "no registry has a plugin of this name")
                        .suggesting(
                                name,
                                plugins.stream().map(RegisteredPlugin::name).toList())
                        .fix("'figment plugins search' lists those that there are")));
        List<RegisteredPlugin.Version> asked = plugin.versions().stream()
                .filter(version -> PluginVersions.fits(version.version(), range))
                .toList();
        return asked.stream()
                .filter(version -> problem(version, figment, installed).isEmpty())
                .findFirst()
                .map(version -> new Found(plugin, version))
                .orElseThrow(() -> FigmentException.user(refusal(plugin, asked, figment, installed)));
    }

    /** What was found. */
    record Found(RegisteredPlugin plugin, RegisteredPlugin.Version version) {}

    private Optional<Problem> problem(RegisteredPlugin.Version version, String figment, Map<String, String> installed) {
        String where = name + " " + version.version();
        return PluginVersions.fits(figment, version.requires())
                ? Dependencies.unmet(version.dependencies(), installed, where)
                : Optional.of(Dependencies.unfit(version.requires(), figment, where));
    }

    /** Why none of the versions that were asked for will do. */
    private Problem refusal(
            RegisteredPlugin plugin,
            List<RegisteredPlugin.Version> asked,
            String figment,
            Map<String, String> installed) {
        Problem reason;
        if (asked.isEmpty()) {
            List<String> all = plugin.versions().stream()
                    .map(RegisteredPlugin.Version::version)
                    .toList();
            Problem none = Problem.of("no-version", name, "no version of it is in the range " + range);
            reason = new Problem(none.code(), none.where(), none.message(), all, "");
        } else {
            reason = problem(asked.get(0), figment, installed).orElseThrow();
        }
        String near = asked.isEmpty()
                ? PluginVersions.nearest("0.0.0", range).orElse("0.0.0")
                : asked.get(0).version();
        return plugin.versions().stream()
                .filter(version -> problem(version, figment, installed).isEmpty())
                .min(nearness(near))
                .map(version ->
                        reason.fix((reason.fix().isEmpty() ? "" : "; ") + "the nearest version that fits here is "
                                + version.version() + ": figment plugins install " + name + "@" + version.version()))
                .orElse(reason);
    }

    /** Those just below a version first, and then those just above it. */
    private static java.util.Comparator<RegisteredPlugin.Version> nearness(String version) {
        var order = PluginVersions.order();
        return (a, b) -> {
            boolean below = order.compare(a.version(), version) <= 0;
            if (below != order.compare(b.version(), version) <= 0) {
                return below ? -1 : 1;
            }
            return below ? order.compare(b.version(), a.version()) : order.compare(a.version(), b.version());
        };
    }
}
