package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.ZooModel;
import dev.figment.core.zoo.golden.TensorDifference;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.Weight;
import dev.figment.train.loop.Origin;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A model of the zoo, and how it was made. */
final class Reproduction {
    private static final String ONNX = ".onnx";

    private final Host host;
    private final ZooModel model;
    private final Card card;

    Reproduction(Host host, ZooModel model, Card card) {
        this.host = host;
        this.model = model;
        this.card = card;
    }

    /**
     * A tensor beside what it became.
     *
     * @param file the ONNX file
     */
    record Compared(String file, String tensor, TensorDifference difference) {}

    /**
     * The config that trained it: in its folder, or in that which holds the folder of models.
     *
     * @throws FigmentException if it is in neither
     */
    Path config() {
        Path folder = model.folder().toAbsolutePath().normalize();
        List<Path> roots = new ArrayList<>(List.of(folder));
        Path zoo = folder.getParent();
        if (zoo != null && zoo.getParent() != null) {
            roots.add(zoo.getParent());
        }
        try {
            for (Path root : roots) {
                Path path = root.resolve(card.training()).normalize();
                if (roots.stream().anyMatch(path::startsWith) && Files.isRegularFile(path)) {
                    return path;
                }
            }
        } catch (InvalidPathException e) {
            LoggerFactory.getLogger(Reproduction.class).debug("no path: {}", e.toString());
        }
        throw FigmentException.user(Problem.of(
                        "no-training-config",
                        model.name(),
                        "its card names the config '" + card.training() + "', which is not there")
                .fix("put it into " + Output.shown(folder) + ", where the card says"));
    }

    /**
     * Compares what a training is made from with what the model's files say of theirs.
     *
     * @param otherData whether it may be made from other data
     * @param report is given what else decides the weights and is another
     * @throws FigmentException if the data is another, or a file of the model is not what its card says
     */
    void compare(Origin now, boolean otherData, Consumer<List<String>> report) {
        onnx().forEach(this::locate); // Before it trains: what is changed is nothing to compare with.
        Map<String, String> metadata = metadata();
        Map<String, String> expected = Origin.of(metadata)
                .map(Origin::data)
                .orElse(Map.of("train", card.data().digest()));
        List<String> others = new ArrayList<>();
        expected.forEach((split, digest) -> {
            String found = now.data().getOrDefault(split, "none");
            if (!found.equals(digest) && !found.startsWith(digest + "[")) {
                others.add("the " + (split.equals("train") ? "training" : split) + " data has the digest " + found
                        + ", and that of the model " + digest);
            }
        });
        if (!others.isEmpty() && !otherData) {
            throw FigmentException.user(Problem.of("other-data", model.name(), String.join("; ", others))
                    .fix("get the data of the card ('figment zoo show " + card.name()
                            + "'), and name it with --set data.train=PATH; or train on what is there: --other-data"));
        }
        others.clear();
        Origin.of(metadata).ifPresent(before -> {
            now.differences(metadata).stream()
                    .filter(difference -> !difference.startsWith("data-digest."))
                    .forEach(others::add);
            if (!before.version().equals(now.version())) {
                others.add("Figment was " + before.version() + " and is now " + now.version());
            }
        });
        report.accept(others);
    }

    private Map<String, String> metadata() {
        return onnx().findFirst()
                .map(file -> Imported.read(locate(file)).metadata())
                .orElse(Map.of());
    }

    private Stream<String> onnx() {
        return card.files().keySet().stream()
                .filter(file -> file.endsWith(ONNX))
                .sorted();
    }

    private Path locate(String file) {
        return host.zoo().locate(new ModelRef(model.folder().toString(), Path.of("")), file);
    }

    /**
     * Compares the weights of each ONNX file with those of the same name in another folder; what one alone has is infinitely
     * far away.
     */
    List<Compared> weights(Path other) {
        List<Compared> compared = new ArrayList<>();
        onnx().forEach(file -> {
            Imported before = Imported.read(locate(file));
            Optional<Imported> after = Files.isRegularFile(other.resolve(file))
                    ? Optional.of(Imported.read(other.resolve(file)))
                    : Optional.empty();
            Map<String, TensorDifference> differences = new TreeMap<>();
            after.ifPresent(read -> read.weights().forEach(weight -> differences.put(weight.name(), alone())));
            for (Weight weight : before.weights()) {
                differences.put(
                        weight.name(),
                        after.filter(read -> read.weight(weight.name()).isPresent())
                                .map(read ->
                                        TensorDifference.of(before.tensor(weight.name()), read.tensor(weight.name())))
                                .orElseGet(Reproduction::alone));
            }
            differences.forEach((tensor, difference) -> compared.add(new Compared(file, tensor, difference)));
        });
        return compared;
    }

    private static TensorDifference alone() {
        return new TensorDifference(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
