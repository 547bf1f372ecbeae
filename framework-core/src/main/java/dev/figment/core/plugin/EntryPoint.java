package dev.figment.core.plugin;

import dev.figment.api.Step;
import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;

/** From the name of a plugin's extension to what it contributes. */
final class EntryPoint {
    private static final Set<String> KINDS = Set.of(Contribution.COMPONENT, Contribution.STEP, Contribution.RECIPE);

    private EntryPoint() {}

    /**
     * @param extensions the classes in the plugin's extension index
     * @throws PluginRuntimeException if there is not exactly one, or it is no {@link FigmentPlugin}, or what it lists is
     *     wrong, or that takes too long
     * @throws Throwable what the plugin throws
     */
    static List<Contribution> contributions(Set<String> extensions, ClassLoader plugin, PluginGuard guard)
            throws Throwable {
        String name = only(extensions);
        // The list is the plugin's own code too.
        List<Contribution> contributions = guard.call(
                "entry point", plugin, () -> listed(instance(name, plugin).contributions()));
        Set<String> seen = new HashSet<>();
        for (Contribution contribution : contributions) {
            check(contribution);
            if (!seen.add(contribution.kind() + " " + contribution.name())) {
                throw new PluginRuntimeException(
                        "it brings the {} '{}' twice", contribution.kind(), contribution.name());
            }
        }
        return contributions;
    }

    private static List<Contribution> listed(@Nullable List<Contribution> contributions) {
        if (contributions == null) {
            throw new PluginRuntimeException("its contributions() gives null");
        }
        return List.copyOf(contributions);
    }

    private static String only(Set<String> extensions) {
        if (extensions.isEmpty()) {
            throw new PluginRuntimeException("it has no extension index: write the name of the class that implements"
                    + " FigmentPlugin into the resource META-INF/extensions.idx");
        }
        if (extensions.size() > 1) {
            throw new PluginRuntimeException(
                    "its extension index names {} classes ({}), where there must be one",
                    extensions.size(),
                    String.join(", ", extensions.stream().sorted().toList()));
        }
        return extensions.iterator().next();
    }

    private static FigmentPlugin instance(String name, ClassLoader plugin) throws ReflectiveOperationException {
        Class<?> type = plugin.loadClass(name);
        if (!FigmentPlugin.class.isAssignableFrom(type)) {
            throw new PluginRuntimeException(
                    "its extension {} does not implement {}", name, FigmentPlugin.class.getName());
        }
        try {
            return (FigmentPlugin) type.getConstructor().newInstance();
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new PluginRuntimeException(
                    "its extension {} is no public class with a public constructor without parameters", name);
        }
    }

    private static void check(Contribution contribution) {
        if (!KINDS.contains(contribution.kind())) {
            throw new PluginRuntimeException(
                    "it brings '{}' of the kind '{}', which this Figment does not know",
                    contribution.name(),
                    contribution.kind());
        }
        if (contribution.kind().equals(Contribution.STEP)
                && !Step.class.isAssignableFrom(contribution.implementation())) {
            throw new PluginRuntimeException(
                    "its step '{}' is made by {}, which is no Step",
                    contribution.name(),
                    contribution.implementation().getName());
        }
    }
}
