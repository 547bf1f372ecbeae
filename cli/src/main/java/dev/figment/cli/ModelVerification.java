package dev.figment.cli;

import dev.figment.api.Device;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.ZooModel;
import dev.figment.core.zoo.golden.Deviation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a model of the zoo.
 *
 * @param card empty where it is wrong
 * @param outputs of its golden runs
 * @param problems with its card, its files and its golden runs, other than outputs that differ
 */
record ModelVerification(
        String name, Path folder, Optional<Card> card, List<Compared> outputs, List<Problem> problems) {
    /**
     * An output that was computed again.
     *
     * @param file the ONNX file
     * @param golden what may differ
     */
    record Compared(String file, Card.Golden golden, Deviation deviation) {}

    /** One whose card is wrong. */
    static ModelVerification wrong(Zoo.Listed model) {
        return new ModelVerification(model.name(), model.folder(), Optional.empty(), List.of(), model.problems());
    }

    /** Reads a model's files, and computes again what its golden runs have. */
    static ModelVerification of(Host host, ZooModel model, Card card, Device device) {
        List<Problem> problems = new ArrayList<>(host.zoo().verify(model));
        List<Compared> outputs = new ArrayList<>();
        if (problems.isEmpty()) {
            try (OnnxModels models = host.models(device)) {
                ModelRef reference = new ModelRef(model.folder().toString(), Path.of(""));
                card.golden().forEach((file, golden) -> {
                    try {
                        Path run = host.zoo().locate(reference, golden.file());
                        outputs.addAll(replay(models.load(reference, file), file, golden, run));
                    } catch (FigmentException e) {
                        problems.addAll(
                                e.at(model.folder().resolve(file).toString()).problems());
                    }
                });
            }
        }
        return new ModelVerification(card.name(), model.folder(), Optional.of(card), outputs, problems);
    }

    private static List<Compared> replay(Model model, String file, Card.Golden golden, Path run) {
        return GoldenFile.read(run).replay(model, golden.absolute(), golden.relative()).stream()
                .map(deviation -> new Compared(file, golden, deviation))
                .toList();
    }

    /** Whether all outputs are what they were, within the tolerance. */
    boolean same() {
        return outputs.stream().allMatch(output -> output.deviation().within());
    }
}
