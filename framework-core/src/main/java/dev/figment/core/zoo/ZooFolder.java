package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.PluginVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder of models, each in a folder {@code NAME} or {@code NAME@VERSION}. Hidden folders are passed over. */
record ZooFolder(Path path) {
    private static final String AT = "@";

    private static final Comparator<ZooModel> NEWEST_FIRST = Comparator.comparing(
            (ZooModel model) -> model.card().orElseThrow().version(),
            PluginVersions.order().reversed());

    /** The folders of all models, by name; none where this folder does not exist. */
    Map<String, List<Path>> models() {
        Map<String, List<Path>> models = new TreeMap<>();
        for (Path folder : folders(name -> !name.startsWith("."))) {
            String name = called(folder).split(AT, 2)[0];
            models.computeIfAbsent(name, key -> new ArrayList<>()).add(folder);
        }
        return models;
    }

    /**
     * The models of one name, the newest version first.
     *
     * @throws FigmentException if the card of one is wrong
     */
    List<ZooModel> versionsOf(String name) {
        return folders(called -> called.equals(name) || called.startsWith(name + AT)).stream()
                .map(folder -> new ZooModel(ModelRef.ZOO + name, folder, Optional.of(card(folder))))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** All models, by name; what is wrong with one does not keep others from being listed. */
    List<Zoo.Listed> list() {
        List<Zoo.Listed> listed = new ArrayList<>();
        models().forEach((name, folders) -> {
            List<ZooModel> good = new ArrayList<>();
            List<Zoo.Listed> bad = new ArrayList<>();
            for (Path folder : folders) {
                try {
                    good.add(new ZooModel(name, folder, Optional.of(card(folder))));
                } catch (FigmentException e) {
                    bad.add(new Zoo.Listed(name, folder, Optional.empty(), e.problems()));
                }
            }
            good.stream()
                    .sorted(NEWEST_FIRST)
                    .forEach(model -> listed.add(new Zoo.Listed(name, model.folder(), model.card(), List.of())));
            listed.addAll(bad);
        });
        return listed;
    }

    private static Card card(Path folder) {
        Card card = CardFile.in(folder).orElseThrow();
        String versioned = Card.versioned(card.name(), card.version());
        if (!called(folder).equals(card.name()) && !called(folder).equals(versioned)) {
            throw FigmentException.user(Problem.of(
                            "bad-card",
                            folder.resolve(CardFile.NAME).toString(),
                            "the card is of '" + versioned + "', and the folder's name is '" + called(folder) + "'")
                    .fix("call the folder '" + card.name() + "' or '" + versioned + "'"));
        }
        return card;
    }

    /** The folders here that have a card and a name of this kind, sorted. */
    private List<Path> folders(Predicate<String> names) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> names.test(called(entry)))
                    .filter(CardFile::isIn)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-folder", path.toString(), "the zoo's folder cannot be read: " + e)
                            .fix("make it readable, or take it out of FIGMENT_ZOO"),
                    e);
        }
    }

    private static String called(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
