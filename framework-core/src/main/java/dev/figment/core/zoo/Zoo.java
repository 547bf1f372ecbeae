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
import java.util.TreeSet;
import java.util.stream.Stream;

/** Models by name, in folders that hold one folder for each version of a model. Safe for use by several threads. */
public final class Zoo {
    private static final String LIST = "'figment zoo list' shows the models that exist";

    private final List<Path> folders;
    private final VerifiedFiles verified;

    private Zoo(List<Path> folders, VerifiedFiles verified) {
        this.folders = List.copyOf(folders);
        this.verified = verified;
    }

    /**
     * The models in these folders; the first that has a name and version wins, and of one folder the newest version where
     * none is asked for. Folders that do not exist are passed over.
     *
     * @param cache where it is noted which files have been verified; made when first needed
     */
    public static Zoo of(List<Path> folders, Path cache) {
        return new Zoo(folders, new VerifiedFiles(cache));
    }

    /** A model that is listed: its card, or what is wrong with it. */
    public record Listed(String name, Path folder, Optional<Card> card, List<Problem> problems) {}

    /** Every model in each of its versions, sorted by name; those of one name as they are looked for. */
    public List<Listed> list() {
        List<Listed> models = new ArrayList<>();
        folders.forEach(folder -> models.addAll(new ZooFolder(folder).list()));
        models.sort(Comparator.comparing(Listed::name));
        return models;
    }

    /**
     * Finds a model and reads its card; none of its files is opened.
     *
     * @throws FigmentException if there is no such model, or its card is wrong
     */
    public ZooModel resolve(ModelRef model) {
        if (model.text().startsWith(ModelRef.ZOO)) {
            return named(model.text().substring(ModelRef.ZOO.length()));
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

    /**
     * The path of one file of a model; where the model has a card, the file's size and SHA-256 are what the card says.
     *
     * @throws FigmentException if there is no such model or file, or the file is not what the card says
     */
    public Path locate(ModelRef model, String file) {
        ZooModel found = resolve(model);
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

    private ZooModel named(String asked) {
        String name = asked.replaceFirst("@.*", "");
        String version = asked.length() == name.length() ? "" : asked.substring(name.length() + 1);
        Map<String, ZooModel> versions = new LinkedHashMap<>();
        versionsOf(name)
                .forEach(
                        model -> versions.putIfAbsent(model.card().orElseThrow().version(), model));
        if (versions.isEmpty()) {
            Problem problem = Problem.of("no-model", "", "there is no model '" + name + "' in the zoo");
            throw FigmentException.user(problem.suggesting(name, names()).fix(LIST));
        }
        if (version.isEmpty()) {
            return versions.values().iterator().next();
        }
        ZooModel model = versions.get(version);
        if (model == null) {
            Problem problem =
                    Problem.of("no-model-version", "", "the model '" + name + "' has no version '" + version + "'");
            throw FigmentException.user(
                    problem.suggesting(version, versions.keySet()).fix(LIST));
        }
        return model;
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
                ? folders.stream()
                        .flatMap(folder -> new ZooFolder(folder).versionsOf(name).stream())
                        .toList()
                : List.of();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
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
