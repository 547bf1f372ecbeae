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
import java.util.TreeSet;
import java.util.stream.Stream;

/** Models by name, in folders that hold one folder for each model. Safe for use by several threads. */
public final class Zoo {
    private static final String LIST = "'figment zoo list' shows the models that exist";

    private final List<Path> folders;
    private final VerifiedFiles verified;

    private Zoo(List<Path> folders, VerifiedFiles verified) {
        this.folders = List.copyOf(folders);
        this.verified = verified;
    }

    /**
     * The models in these folders; the first that has a name and version wins. Folders that do not exist are passed
     * over.
     *
     * @param cache where it is noted which files have been verified; made when first needed
     */
    public static Zoo of(List<Path> folders, Path cache) {
        return new Zoo(folders, new VerifiedFiles(cache));
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
        for (Path folder : foldersOf(name)) {
            Card card = card(folder, name);
            versions.putIfAbsent(card.version(), new ZooModel(ModelRef.ZOO + name, folder, Optional.of(card)));
        }
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
        return Card.NAME.matcher(name).matches()
                ? folders.stream()
                        .map(folder -> folder.resolve(name))
                        .filter(CardFile::isIn)
                        .toList()
                : List.of();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
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
