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
import org.slf4j.LoggerFactory;

/** Everything that can be named in a config, by kind and name, with the plugin that brought it. */
public final class Catalog {
    /** One contribution, and whose it is. */
    public record Entry(Contribution contribution, String pluginId, String pluginVersion) {}

    private final Map<String, Map<String, List<PluginStatus>>> byKind;
    private final List<PluginStatus.Failed> failed;

    private Catalog(Map<String, Map<String, List<PluginStatus>>> byKind, List<PluginStatus.Failed> failed) {
        this.byKind = byKind;
        this.failed = failed;
    }

    /**
     * A catalog of what these plugins contribute; it remembers the failed ones, to explain what is missing. Those that are
     * only known are loaded when something of theirs is asked for.
     */
    public static Catalog of(Collection<? extends PluginStatus> plugins) {
        Map<String, Map<String, List<PluginStatus>>> byKind = new TreeMap<>();
        List<PluginStatus.Failed> failed = new ArrayList<>();
        for (PluginStatus plugin : plugins) {
            for (Offer offer : plugin.offers()) {
                byKind.computeIfAbsent(offer.kind(), kind -> new TreeMap<>())
                        .computeIfAbsent(offer.name(), name -> new ArrayList<>(1))
                        .add(plugin);
            }
            if (plugin instanceof PluginStatus.Failed failure) {
                failed.add(failure);
            }
        }
        return new Catalog(byKind, List.copyOf(failed));
    }

    /** The names of all contributions of a kind, sorted, but of those that several plugins claim; loads no plugin. */
    public List<String> names(String kind) {
        return ofKind(kind).entrySet().stream()
                .filter(name -> name.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * All contributions of a kind, sorted by name; those that several plugins claim are left out, and so are, with a warning,
     * those of plugins that turn out not to work.
     */
    public List<Entry> entries(String kind) {
        List<Entry> entries = new ArrayList<>();
        for (String name : names(kind)) {
            Optional<Entry> found = find(kind, name);
            if (found.isEmpty()) {
                LoggerFactory.getLogger(Catalog.class).warn("{}", missing(kind, name, ""));
            }
            found.ifPresent(entries::add);
        }
        return entries;
    }

    /** The contribution of this kind and name; empty where there is none that works, or several plugins claim it. */
    public Optional<Entry> find(String kind, String name) {
        List<PluginStatus> claims = ofKind(kind).getOrDefault(name, List.of());
        return claims.size() == 1 && loaded(claims.get(0)) instanceof PluginStatus.Loaded loaded
                ? loaded.contributions().stream()
                        .filter(contribution -> contribution.kind().equals(kind)
                                && contribution.name().equals(name))
                        .findFirst()
                        .map(contribution -> new Entry(contribution, loaded.id(), loaded.version()))
                : Optional.empty();
    }

    private static PluginStatus loaded(PluginStatus plugin) {
        return plugin instanceof PluginStatus.Known known ? known.loading().get() : plugin;
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
        List<Problem> collisions = new ArrayList<>();
        byKind.forEach((kind, names) -> names.forEach((name, claims) -> {
            if (claims.size() > 1) {
                collisions.add(collision(kind, name, claims, ""));
            }
        }));
        return collisions;
    }

    private Problem missing(String kind, String name, String where) {
        List<PluginStatus> claims = ofKind(kind).getOrDefault(name, List.of());
        if (claims.isEmpty()) {
            return unknown(kind, name, where);
        }
        return claims.size() > 1 ? collision(kind, name, claims, where) : unusable(kind, name, claims.get(0), where);
    }

    /** Of a plugin that worked when it was last loaded, and does not now. */
    private static Problem unusable(String kind, String name, PluginStatus plugin, String where) {
        String what = "the " + kind + " '" + name + "' is brought by the plugin '" + plugin.id() + "', which ";
        if (loaded(plugin) instanceof PluginStatus.Failed failure) {
            return Problem.of(
                            "unusable-" + kind,
                            where,
                            what + "does not load: " + failure.problem().message())
                    .fix(failure.problem().fix());
        }
        return Problem.of("unusable-" + kind, where, what + "brought it when it was last loaded, and does not now")
                .fix("tell its author");
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

    private static Problem collision(String kind, String name, List<PluginStatus> claims, String where) {
        return Problem.of(
                        "ambiguous-" + kind,
                        where,
                        "the " + kind + " '" + name + "' is brought by "
                                + claims.stream().map(Catalog::owner).collect(Collectors.joining(" and by ")))
                .fix("remove one of them: 'figment plugins list' shows where they are");
    }

    private static String owner(PluginStatus plugin) {
        if (plugin.id().equals(PluginStatus.BUILT_IN)) {
            return "Figment itself";
        }
        String version = plugin instanceof PluginStatus.Loaded loaded
                ? loaded.version()
                : plugin instanceof PluginStatus.Known known ? known.version() : "";
        return "the plugin '" + plugin.id() + "' " + version;
    }

    private Map<String, List<PluginStatus>> ofKind(String kind) {
        return byKind.getOrDefault(kind, Map.of());
    }
}
