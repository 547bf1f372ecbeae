package dev.figment.core.plugin.install;

import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Node;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A place whose {@code plugins.json} lists plugins.
 *
 * @param name what the user calls it
 * @param index its {@code plugins.json}: a path, or an address with {@code http:}, {@code https:} or {@code file:}
 * @param key what all of its plugins are signed with; empty where the user has named none
 */
record PluginRegistry(String name, String index, Optional<SigningKey> key) {
    /** The key of the user's config file that lists registries. */
    static final String KEY = "plugin-registries";

    /** The user's config file, in {@code FIGMENT_HOME}. */
    static final String FILE = "config.yaml";

    /** How the user writes one. */
    @Description("A registry of plugins")
    record Written(
            @Description("What to call it in messages") String name,

            @Description("The address or path of its plugins.json")
            String address,

            @Description("A public key (Ed25519, PEM) that all of its plugins are signed with; a path") @Default("")
            String key) {
        Written {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name must not be empty");
            }
            if (address.isBlank()) {
                throw new IllegalArgumentException("address must not be empty");
            }
        }
    }

    /**
     * The registries of the user, in the order in which they are asked.
     *
     * @throws FigmentException with all that is wrong with them
     */
    static List<PluginRegistry> of(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        Problems problems = new Problems();
        MapNode config = YamlFile.read(file, problems);
        List<PluginRegistry> registries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : config.list(KEY, problems)) {
            Written written = RecordBinder.bind(node, Written.class, problems);
            if (written != null && !names.add(written.name)) {
                problems.add(node.mark()
                        .problem("twice", "there is a registry '" + written.name + "' already")
                        .fix("give it another name"));
            } else if (written != null) {
                registries.add(of(written, home, node));
            }
        }
        problems.throwIfAny();
        return registries;
    }

    private static PluginRegistry of(Written written, Path home, Node node) {
        try {
            String index = isAddress(written.address)
                    ? written.address
                    : home.resolve(written.address).toString();
            return new PluginRegistry(
                    written.name,
                    index,
                    written.key.isEmpty() ? Optional.empty() : Optional.of(SigningKey.read(home.resolve(written.key))));
        } catch (InvalidPathException e) {
            throw FigmentException.user(
                    node.mark()
                            .problem("no-path", "'" + e.getInput() + "' is no path")
                            .fix("write another"),
                    e);
        }
    }

    private static boolean isAddress(String text) {
        return text.matches("(?i)(https?|file):.*");
    }

    /**
     * Where something is that the index names, relative to the index or not.
     *
     * @throws FigmentException if that is no address, or one that this registry must not name
     */
    String resolve(String address) {
        try {
            if (!isAddress(index)) {
                return isAddress(address)
                        ? address
                        : Path.of(index).resolveSibling(address).toString();
            }
            String resolved = URI.create(index).resolve(address).toString();
            boolean remote = index.toLowerCase(Locale.ROOT).startsWith("http");
            if (!resolved.matches(remote ? "(?i)https?:.*" : "(?i)(https?|file):.*")) {
                throw new IllegalArgumentException("it may name addresses with http: and https: only");
            }
            return resolved;
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-registry", index, "it names the address '" + address + "': " + e.getMessage())
                            .fix("tell whoever keeps the registry '" + name + "'"),
                    e);
        }
    }
}
