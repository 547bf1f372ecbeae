package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.plugin.FigmentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The plugins of all registries that the user's config file names. */
public final class PluginRegistries {
    private final Path home;

    /**
     * @param home has the user's {@code config.yaml}
     */
    public PluginRegistries(Path home) {
        this.home = home;
    }

    /**
     * A plugin that was found.
     *
     * @param registry the registry's name
     * @param version the newest version for this Figment; empty where there is none
     * @param versions all, newest first
     */
    public record Listed(
            String name, String description, String registry, Optional<String> version, List<String> versions) {
        public Listed {
            versions = List.copyOf(versions);
        }
    }

    /**
     * All plugins whose name or description has each of these words, sorted by name; of those that several registries
     * have, the first registry's.
     *
     * @throws FigmentException if there is no registry, or one cannot be read
     */
    public List<Listed> search(List<String> words) {
        List<PluginRegistry> registries = PluginRegistry.of(home);
        if (registries.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "no-registry",
                            home.resolve(PluginRegistry.FILE).toString(),
                            "no registry of plugins is named")
                    .fix("name one there: '" + PluginRegistry.KEY + ": [ { name: NAME, address: ADDRESS } ]'"));
        }
        try {
            Path folder = Files.createTempDirectory("figment-registries-");
            try {
                List<Listed> listed = new ArrayList<>();
                for (RegisteredPlugin plugin : all(registries, folder)) {
                    String text = (plugin.name() + " " + plugin.description()).toLowerCase(Locale.ROOT);
                    boolean first =
                            listed.stream().noneMatch(other -> other.name().equals(plugin.name()));
                    if (first && words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))) {
                        listed.add(listed(plugin));
                    }
                }
                listed.sort(Comparator.comparing(Listed::name));
                return listed;
            } finally {
                UserFolder.delete(folder);
            }
        } catch (IOException e) {
            throw WriteProblems.of(Path.of(System.getProperty("java.io.tmpdir", ".")), e);
        }
    }

    private static Listed listed(RegisteredPlugin plugin) {
        return new Listed(
                plugin.name(),
                plugin.description(),
                plugin.registry().name(),
                plugin.newestFor(FigmentVersion.current()).map(RegisteredPlugin.Version::version),
                plugin.versions().stream()
                        .map(RegisteredPlugin.Version::version)
                        .toList());
    }

    private static List<RegisteredPlugin> all(List<PluginRegistry> registries, Path folder) {
        List<RegisteredPlugin> all = new ArrayList<>();
        for (PluginRegistry registry : registries) {
            all.addAll(RegistryIndex.fetch(registry, folder));
        }
        return all;
    }

    /** A source in a registry: where the zip is, and what it must be. */
    record Place(String address, String sha256, Optional<SigningKey> key) {}

    /**
     * Where the plugin is that a source names as {@code NAME} or {@code NAME@RANGE}; empty where it is no such
     * name, or there is no registry.
     *
     * @param folder indexes are put there
     * @param installed versions of the plugins that are there, by id
     */
    Optional<Place> find(String source, Path folder, Map<String, String> installed) {
        Optional<RegistryChoice> choice = RegistryChoice.of(source);
        List<PluginRegistry> registries = choice.isPresent() ? PluginRegistry.of(home) : List.of();
        if (registries.isEmpty()) {
            return Optional.empty();
        }
        RegistryChoice.Found found = choice.get().in(all(registries, folder), FigmentVersion.current(), installed);
        PluginRegistry registry = found.plugin().registry();
        return Optional.of(new Place(
                registry.resolve(found.version().address()), found.version().sha256(), registry.key()));
    }
}
