package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a config with what it {@code extends}: one file or a list, each relative to the file that names it. Maps merge
 * deeply; lists and scalars replace. The file itself wins over what it extends, and a later file over an earlier one.
 */
final class Inheritance {
    private static final String EXTENDS = "extends";

    private final Path workingFolder;
    private final Variables variables;
    private final Problems problems;
    private final Map<Path, MapNode> done = new HashMap<>();
    private final Map<Path, String> open = new LinkedHashMap<>();
    private boolean whole = true;

    Inheritance(Path workingFolder, Variables variables, Problems problems) {
        this.workingFolder = workingFolder;
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * @throws FigmentException if this file cannot be read at all
     */
    MapNode read(Path file) {
        Mark start = Mark.ofFile(file, workingFolder);
        Path identity = identity(workingFolder.resolve(file));
        MapNode known = done.get(identity);
        if (known != null) {
            return known;
        }
        MapNode own = (MapNode) variables.replacedIn(YamlFile.read(workingFolder.resolve(file), start, problems));
        open.put(identity, start.source());
        Optional<MapNode> below = Optional.empty();
        for (ScalarNode parent : parents(own)) {
            Optional<MapNode> next = parent(parent);
            whole &= next.isPresent();
            below = below.isPresent() && next.isPresent()
                    ? below.map(map -> merge(map, next.get()))
                    : below.or(() -> next);
        }
        open.remove(identity);
        MapNode effective = below.map(map -> merge(map, own)).orElse(own).without(EXTENDS);
        done.put(identity, effective);
        return effective;
    }

    /** Whether everything that was to be extended could be read. */
    boolean isWhole() {
        return whole;
    }

    private List<ScalarNode> parents(MapNode own) {
        Node value = own.find(EXTENDS).orElse(MapNode.empty(own.mark()));
        Stream<Node> named = value instanceof ListNode list
                ? list.items().stream()
                : own.keys().contains(EXTENDS) ? Stream.of(value) : Stream.empty();
        return named.filter(node -> !node.isNull() && !node.isBroken())
                .flatMap(node -> {
                    if (node instanceof ScalarNode scalar) {
                        return Stream.of(scalar);
                    }
                    problems.add(node.mark()
                            .problem("wrong-type", "'extends' needs the path of a config, not " + node.described())
                            .fix("write 'extends: other.yaml' or 'extends: [a.yaml, b.yaml]'"));
                    return Stream.<ScalarNode>empty();
                })
                .toList();
    }

    /** What one {@code extends} names; empty where that cannot be read, which is then a problem. */
    private Optional<MapNode> parent(ScalarNode named) {
        try {
            Path file = named.mark().base().resolve(named.text()).normalize();
            Path identity = identity(file);
            if (open.containsKey(identity)) {
                String chain = Stream.concat(
                                open.entrySet().stream()
                                        .dropWhile(entry -> !entry.getKey().equals(identity))
                                        .map(Map.Entry::getValue),
                                Stream.of(open.getOrDefault(identity, "")))
                        .collect(Collectors.joining(" extends "));
                problems.add(named.mark()
                        .problem("extends-cycle", "configs extend each other in a cycle: " + chain)
                        .fix("remove one of these 'extends'"));
                return Optional.empty();
            }
            return Optional.of(read(file));
        } catch (InvalidPathException e) {
            problems.add(named.mark().problem("bad-path", "'extends' is no path: " + e.getMessage()));
        } catch (FigmentException e) {
            e.problems()
                    .forEach(problem -> problems.add(
                            problem.code().equals("missing-file")
                                    ? problem.at(named.mark() + ": extends " + problem.where())
                                    : problem));
        }
        return Optional.empty();
    }

    /** The same for two names of one file. */
    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** Maps merge deeply, with the upper one's keys winning; anything else is replaced. */
    static MapNode merge(MapNode lower, MapNode upper) {
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>(lower.entries());
        upper.entries()
                .forEach((key, entry) -> entries.merge(
                        key,
                        entry,
                        (below, above) -> below.value() instanceof MapNode a && above.value() instanceof MapNode b
                                ? new MapNode.Entry(above.keyMark(), merge(a, b))
                                : above));
        return new MapNode(upper.mark(), entries);
    }
}
