package dev.figment.core.plugin;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that can be named in a config, by kind and name, with the plugin that brought it. */
public final class Catalog {
    /** One contribution, and whose it is. */
    public record Entry(Contribution contribution, String pluginId, String pluginVersion) {}

    private final Map<String, Map<String, List<Entry>>> byKind;
    private final List<PluginStatus.Failed> failed;

    private Catalog(Map<String, Map<String, List<Entry>>> byKind, List<PluginStatus.Failed> failed) {
        this.byKind = byKind;
        this.failed = failed;
    }

    /** A catalog of what these plugins contribute; it remembers the failed ones, to explain what is missing. */
    public static Catalog of(Collection<? extends PluginStatus> plugins) {
        Map<String, Map<String, List<Entry>>> byKind = new TreeMap<>();
        List<PluginStatus.Failed> failed = new ArrayList<>();
        for (PluginStatus plugin : plugins) {
            if (plugin instanceof PluginStatus.Loaded loaded) {
                for (Contribution contribution : loaded.contributions()) {
                    byKind.computeIfAbsent(contribution.kind(), kind -> new TreeMap<>())
                            .computeIfAbsent(contribution.name(), name -> new ArrayList<>(1))
                            .add(new Entry(contribution, loaded.id(), loaded.version()));
                }
            } else if (plugin instanceof PluginStatus.Failed failure) {
                failed.add(failure);
            }
        }
        return new Catalog(byKind, List.copyOf(failed));
    }

    /** All contributions of a kind, sorted by name; those that several plugins claim are left out. */
    public List<Entry> entries(String kind) {
        return ofKind(kind).values().stream()
                .filter(claims -> claims.size() == 1)
                .map(claims -> claims.get(0))
                .toList();
    }

    /** The contribution of this kind and name; empty where there is none or several plugins claim it. */
    public Optional<Entry> find(String kind, String name) {
        List<Entry> claims = ofKind(kind).getOrDefault(name, List.of());
        return claims.size() == 1 ? Optional.of(claims.get(0)) : Optional.empty();
    }

    /**
     * The contribution that a config asks for.
     *
     * @param where the place in the config, for the message
     * @throws FigmentException if there is none, or several plugins claim it
     */
    public Entry require(String kind, String name, String where) {
        return find(kind, name).orElseThrow(() -> FigmentException.user(missing(kind, name, where)));
    }

    /** Every name that several plugins claim, each as a problem. */
    public List<Problem> collisions() {
        return byKind.values().stream()
                .flatMap(names -> names.values().stream())
                .filter(claims -> claims.size() > 1)
                .map(claims -> collision(claims, ""))
                .toList();
    }

    private Problem missing(String kind, String name, String where) {
        List<Entry> claims = ofKind(kind).getOrDefault(name, List.of());
        return claims.isEmpty() ? unknown(kind, name, where) : collision(claims, where);
    }

    private Problem unknown(String kind, String name, String where) {
        Problem problem = Problem.of("unknown-" + kind, where, "unknown " + kind + " '" + name + "'");
        if (ofKind(kind).isEmpty()) {
            problem = Problem.of(
                    "unknown-" + kind,
                    where,
                    "unknown " + kind + " '" + name + "', and no plugin that is installed brings any " + kind);
        }
        problem = problem.suggesting(name, ofKind(kind).keySet());
        for (PluginStatus.Failed failure : failed) {
            problem = problem.fix("the plugin '" + failure.id() + "', which failed to load ("
                    + failure.problem().message() + "), may be the one that brings it;");
        }
        return problem.fix("see 'figment plugins list' for what is installed");
    }

    private static Problem collision(List<Entry> claims, String where) {
        Contribution contribution = claims.get(0).contribution();
        return Problem.of(
                        "ambiguous-" + contribution.kind(),
                        where,
                        "the " + contribution.kind() + " '" + contribution.name() + "' is brought by "
                                + claims.stream().map(Catalog::owner).collect(Collectors.joining(" and by ")))
                .fix("remove one of them: 'figment plugins list' shows where they are");
    }

    private static String owner(Entry entry) {
        return entry.pluginId().equals(PluginStatus.BUILT_IN)
                ? "Figment itself"
                : "the plugin '" + entry.pluginId() + "' " + entry.pluginVersion();
    }

    private Map<String, List<Entry>> ofKind(String kind) {
        return byKind.getOrDefault(kind, Map.of());
    }
}
