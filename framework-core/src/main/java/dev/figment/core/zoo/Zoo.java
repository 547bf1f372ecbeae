package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Models by name, in folders that hold one folder for each version of a model. Safe for use by several threads. */
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
     * The models in these folders; the first that has a name and version wins, and of one folder the newest version where
     * none is asked for. Folders that do not exist are passed over.
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

    /** Every model in each of its versions, sorted by name; those of one name as they are looked for. */
    public List<Listed> list() {
        List<Listed> models = new ArrayList<>();
        folders.forEach(folder -> models.addAll(new ZooFolder(folder).list()));
        store.names().forEach(name -> models.addAll(store.list(name)));
        models.sort(Comparator.comparing(Listed::name));
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
        Path path = path(found, file, model.toString());
        found.card().ifPresent(card -> verified.check(path, file, card));
        return path;
    }

    /**
     * Reads every file that a model's card names, whether it was found good before or not.
     *
     * @return what is wrong with them; nothing for a model without a card
     */
    public List<Problem> verify(ZooModel model) {
        List<Problem> problems = new ArrayList<>();
        model.card().ifPresent(card -> {
            for (String file : card.files().keySet()) {
                try {
                    verified.checkAnew(path(model, file, model.name()), file, card);
                } catch (FigmentException e) {
                    problems.addAll(e.problems());
                }
            }
        });
        return problems;
    }

    private static Path path(ZooModel found, String file, String model) {
        Path folder = found.folder().normalize();
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder) || !Files.isRegularFile(path)) {
            throw FigmentException.user(
                    Problem.of("no-model-file", path.toString(), "the model '" + model + "' has no file '" + file + "'")
                            .suggesting(file, filesIn(found.folder()))
                            .fix("a model's folder must hold the files that its component type asks for"));
        }
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
        versionsOf(name)
                .forEach(
                        model -> versions.putIfAbsent(model.card().orElseThrow().version(), model));
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

    private String fixFor(String text, Path folder) {
        if (Files.exists(folder)) {
            return "it is a file: name the folder that holds it";
        }
        return names().contains(text) ? "did you mean 'zoo:" + text + "'?" : LIST;
    }

    private List<ZooModel> versionsOf(String name) {
        // No other name can be a model's, and "..", say, must not lead out of the zoo.
        return Card.NAME.matcher(name).matches()
                ? Stream.concat(
                                folders.stream().flatMap(folder -> new ZooFolder(folder).versionsOf(name).stream()),
                                store.models(name).stream())
                        .toList()
                : List.of();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(store.names());
        folders.forEach(folder -> names.addAll(new ZooFolder(folder).models().keySet()));
        return names;
    }

    private static List<String> filesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
