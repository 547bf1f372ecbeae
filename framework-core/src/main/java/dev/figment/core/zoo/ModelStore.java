package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.FileTree;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.zoo.registry.IndexEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The models that were pulled, in {@code NAME/VERSION} of a folder of the user; several versions lie side by side. A model
 * is there whole or not at all: what is not finished lies in the hidden folder {@code .pulling}.
 */
public final class ModelStore {
    private static final String PULLING = ".pulling";
    private static final String REMOVING = ".removing-";

    private final Path folder;

    /**
     * @param folder need not exist
     */
    public ModelStore(Path folder) {
        this.folder = folder;
    }

    /** The versions of a model that are here, newest first. */
    public List<String> versions(String name) {
        return Card.NAME.matcher(name).matches()
                ? names(folder.resolve(name)).stream()
                        .filter(version -> Card.VERSION.matcher(version).matches())
                        .filter(version -> CardFile.isIn(place(name, version)))
                        .sorted((one, other) -> IndexEntry.compareVersions(other, one))
                        .toList()
                : List.of();
    }

    /**
     * The models of one name, newest first.
     *
     * @throws FigmentException if the card of one is wrong
     */
    List<ZooModel> models(String name) {
        return versions(name).stream().map(version -> model(name, version)).toList();
    }

    /** The same, with what is wrong with each. */
    List<Zoo.Listed> list(String name) {
        List<Zoo.Listed> listed = new ArrayList<>();
        for (String version : versions(name)) {
            try {
                listed.add(new Zoo.Listed(
                        name, place(name, version), model(name, version).card(), List.of()));
            } catch (FigmentException e) {
                listed.add(new Zoo.Listed(name, place(name, version), Optional.empty(), e.problems()));
            }
        }
        return listed;
    }

    private ZooModel model(String name, String version) {
        Path place = place(name, version);
        Card card = CardFile.in(place).orElseThrow();
        if (!card.name().equals(name) || !card.version().equals(version)) {
            throw FigmentException.user(Problem.of(
                            "bad-card",
                            place.resolve(CardFile.NAME).toString(),
                            "the card is of '" + Card.versioned(card.name(), card.version())
                                    + "', and the folder is that of '" + Card.versioned(name, version) + "'")
                    .fix("run: figment zoo remove " + Card.versioned(name, version)));
        }
        return new ZooModel(ModelRef.ZOO + name, place, Optional.of(card));
    }

    /** The names of all models here. */
    Set<String> names() {
        return names(folder).stream()
                .filter(name -> !versions(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where a version of a model is, or would be. */
    public Path place(String name, String version) {
        return folder.resolve(name).resolve(version);
    }

    /** Where it lies until it is whole. */
    Path unfinished(String name, String version) {
        return folder.resolve(PULLING).resolve(name + "@" + version);
    }

    /**
     * Removes a version of a model, also where it is not finished.
     *
     * @throws FigmentException if it cannot be removed
     */
    public void remove(String name, String version) {
        discard(unfinished(name, version));
        discard(place(name, version));
        deleteIfEmpty(folder.resolve(name));
        tidy();
    }

    /** Removes what is no file of a model, such as parts that came from another address. */
    void keepOnly(Path model, Card card) {
        try (Stream<Path> all = Files.walk(model)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = model.relativize(file).toString().replace('\\', '/');
                if (!name.equals(CardFile.NAME) && !card.files().containsKey(name)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw WriteProblems.of(model, e);
        }
    }

    /** Removes the folder of what is not finished, where nothing is in it. */
    void tidy() {
        deleteIfEmpty(folder.resolve(PULLING));
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LoggerFactory.getLogger(ModelStore.class).debug("{} stays, since something is in it", folder, e);
        }
    }

    /** At once: a folder of which a part is deleted is never seen. */
    void discard(Path model) {
        try {
            removeLeftovers();
            if (Files.exists(model)) {
                Path aside = Files.createTempDirectory(folder, REMOVING);
                Files.move(model, aside.resolve("model"), StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(aside);
            }
        } catch (NoSuchFileException e) {
            LoggerFactory.getLogger(ModelStore.class).debug("another process has removed {}", model, e);
        } catch (IOException e) {
            throw WriteProblems.of(model, e);
        }
    }

    /** What was being removed when a process ended. */
    private void removeLeftovers() throws IOException {
        for (String name : names(folder)) {
            if (name.startsWith(REMOVING)) {
                FileTree.delete(folder.resolve(name));
            }
        }
    }

    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw WriteProblems.of(folder, e);
        }
    }
}
