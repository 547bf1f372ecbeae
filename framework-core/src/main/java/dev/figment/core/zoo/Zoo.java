package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Models by name, in folders that hold one folder for each model. Safe for use by several threads. */
public final class Zoo {
    private static final String LIST = "'figment zoo list' shows the models that exist";

    private final List<Path> folders;
    private final VerifiedFiles verified;
    private final ModelStore store;
    private final Elsewhere elsewhere;

    private Zoo(List<Path> folders, VerifiedFiles verified, ModelStore store, Elsewhere elsewhere) {
        this.folders = List.copyOf(folders);
        this.verified = verified;
        this.store = store;
        this.elsewhere = elsewhere;
    }

    /**
     * The models in these folders; the first that has a name and version wins. Folders that do not exist are passed
     * over.
     *
     * @param cache where it is noted which files have been verified; made when first needed
     */
    public static Zoo of(List<Path> folders, Path cache) {
        return of(folders, cache, new ModelStore(cache.resolve("models")), Elsewhere.nowhere());
    }

    /**
     * The same, and after these the models that were pulled, the newest version first, and those that can be pulled.
     *
     * @param store where pulled models are
     * @param elsewhere where a model comes from that is not here when it is needed
     */
    public static Zoo of(List<Path> folders, Path cache, ModelStore store, Elsewhere elsewhere) {
        return new Zoo(folders, new VerifiedFiles(cache), store, elsewhere);
    }

    /** A model that is listed: its card, or what is wrong with it. */
    public record Listed(String name, Path folder, Optional<Card> card, List<Problem> problems) {}

    /** Every model, sorted by name. */
    public List<Listed> list() {
        List<Listed> models = new ArrayList<>();
        for (String name : names()) {
            for (Path folder : foldersOf(name)) {
                try {
                    models.add(new Listed(name, folder, Optional.of(card(folder, name)), List.of()));
                } catch (FigmentException e) {
                    models.add(new Listed(name, folder, Optional.empty(), e.problems()));
                }
            }
        }
        return models;
    }

    /**
     * Checks that there is a model, here or where it can be pulled from. Nothing of the model itself is downloaded.
     *
     * @throws FigmentException if there is no such model, or its card is wrong
     */
    public void require(ModelRef model) {
        Optional<NamedModel> named = NamedModel.of(model);
        if (named.isEmpty()
                || here(named.get()).isPresent()
                || !elsewhere.has(named.get().name(), named.get().version())) {
            resolve(model);
        }
    }

    /**
     * Finds a model that is here and reads its card; none of its files is opened, and nothing is downloaded.
     *
     * @throws FigmentException if there is no such model here, or its card is wrong
     */
    public ZooModel resolve(ModelRef model) {
        Optional<NamedModel> named = NamedModel.of(model);
        if (named.isPresent()) {
            return here(named.get()).orElseThrow(() -> missing(named.get()));
        }
        Path folder;
        try {
            folder = model.base().resolve(model.text()).normalize();
        } catch (InvalidPathException e) {
            throw FigmentException.user(
                    Problem.of("no-model", "", "'" + model + "' is no path: " + e.getReason())
                            .fix("write zoo:NAME or the path of a model's folder"),
                    e);
        }
        if (!Files.isDirectory(folder)) {
            throw FigmentException.user(
                    Problem.of("no-model", "", "there is no folder " + folder).fix(fixFor(model.text(), folder)));
        }
        return new ZooModel(model.text(), folder, CardFile.in(folder));
    }

    /** The same, brought here if it is somewhere else. */
    private ZooModel resolveOrBring(ModelRef model) {
        Optional<NamedModel> named = NamedModel.of(model);
        if (named.isPresent() && here(named.get()).isEmpty()) {
            elsewhere.bring(named.get().name(), named.get().version());
        }
        return resolve(model);
    }

    /**
     * The path of one file of a model, which is brought here if it is somewhere else; where the model has a card, the file's
     * size and SHA-256 are what the card says.
     *
     * @throws FigmentException if there is no such model or file, or the file is not what the card says
     */
    public Path locate(ModelRef model, String file) {
        ZooModel found = resolveOrBring(model);
        Path folder = found.folder().normalize();
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder) || !Files.isRegularFile(path)) {
            throw FigmentException.user(
                    Problem.of("no-model-file", path.toString(), "the model '" + model + "' has no file '" + file + "'")
                            .suggesting(file, filesIn(found.folder()))
                            .fix("a model's folder must hold the files that its component type asks for"));
        }
        found.card().ifPresent(card -> verified.check(path, file, card));
        return path;
    }

    private Optional<ZooModel> here(NamedModel asked) {
        Map<String, ZooModel> versions = versions(asked.name());
        return asked.version().isEmpty()
                ? versions.values().stream().findFirst()
                : Optional.ofNullable(versions.get(asked.version()));
    }

    /** The versions that are here, in the order in which they are preferred. */
    private Map<String, ZooModel> versions(String name) {
        Map<String, ZooModel> versions = new LinkedHashMap<>();
        for (Path folder : foldersOf(name)) {
            Card card = card(folder, name);
            versions.putIfAbsent(card.version(), new ZooModel(ModelRef.ZOO + name, folder, Optional.of(card)));
        }
        return versions;
    }

    private FigmentException missing(NamedModel asked) {
        if (isElsewhere(asked)) {
            return FigmentException.user(Problem.of("not-here", "", "the model '" + asked + "' is not here")
                    .fix("'figment zoo pull " + asked + "' gets it"));
        }
        Set<String> versions = versions(asked.name()).keySet();
        if (!versions.isEmpty()) {
            return FigmentException.user(Problem.of(
                            "no-model-version",
                            "",
                            "the model '" + asked.name() + "' has no version '" + asked.version() + "'")
                    .suggesting(asked.version(), versions)
                    .fix(LIST));
        }
        TreeSet<String> names = names();
        names.addAll(elsewhere.names());
        return FigmentException.user(Problem.of("no-model", "", "there is no model '" + asked.name() + "' in the zoo")
                .suggesting(asked.name(), names)
                .fix(LIST));
    }

    private boolean isElsewhere(NamedModel asked) {
        try {
            return elsewhere.has(asked.name(), asked.version());
        } catch (FigmentException e) {
            LoggerFactory.getLogger(Zoo.class).debug("the registries cannot be asked", e);
            return false;
        }
    }

    private static Card card(Path folder, String name) {
        Card card = CardFile.in(folder).orElseThrow();
        if (!card.name().equals(name)) {
            throw FigmentException.user(Problem.of(
                            "bad-card",
                            folder.resolve(CardFile.NAME).toString(),
                            "the card is of '" + card.name() + "', and the folder's name is '" + name + "'")
                    .fix("rename one of them"));
        }
        return card;
    }

    private String fixFor(String text, Path folder) {
        if (Files.exists(folder)) {
            return "it is a file: name the folder that holds it";
        }
        return names().contains(text) ? "did you mean 'zoo:" + text + "'?" : LIST;
    }

    private List<Path> foldersOf(String name) {
        // No other name can be a model's, and "..", say, must not lead out of the zoo.
        if (!Card.NAME.matcher(name).matches()) {
            return List.of();
        }
        Stream<Path> own = folders.stream().map(folder -> folder.resolve(name)).filter(CardFile::isIn);
        return Stream.concat(own, store.versions(name).stream().map(version -> store.place(name, version)))
                .toList();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(store.names());
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                subfolders(folder).filter(CardFile::isIn).forEach(model -> names.add(name(model)));
            }
        }
        return names;
    }

    private static Stream<Path> subfolders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-folder", folder.toString(), "the zoo's folder cannot be read: " + e)
                            .fix("make it readable, or take it out of FIGMENT_ZOO"),
                    e);
        }
    }

    private static List<String> filesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).map(Zoo::name).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
