package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.onnx.OnnxHeader;
import dev.figment.core.plugin.Offer;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.PluginVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What models find here.
 *
 * @param plugins how loading each went
 * @param memory in bytes
 * @param cuda whether models can run on CUDA; asked when a model needs it
 */
public record Machine(List<PluginStatus> plugins, long memory, BooleanSupplier cuda) {
    private static final long MEGA = 1_000_000;

    public Machine {
        plugins = List.copyOf(plugins);
    }

    /**
     * Why a model does not run here. Its files are not loaded: of each the size is looked at, and of ONNX files what they
     * say of themselves.
     *
     * @return nothing if it runs, as far as can be told
     */
    public List<Problem> against(Path folder, Card card) {
        List<Problem> problems = new ArrayList<>();
        plugin(card).ifPresent(problems::add);
        card.files()
                .forEach((file, content) -> file(folder.resolve(file), content).ifPresent(problems::add));
        if (card.size() > memory) {
            problems.add(Problem.of(
                            "little-memory",
                            "",
                            "its files have " + card.size() / MEGA + " MB, and this machine has " + memory / MEGA
                                    + " MB of memory")
                    .fix("take a machine with more, or a smaller model ('figment quantize' makes one)"));
        }
        if (card.device() == Card.Device.CUDA && !cuda.getAsBoolean()) {
            problems.add(Problem.of("no-cuda", "", "it runs on CUDA alone, which this build of Figment does not have")
                    .fix("build it with 'mvn -Pcuda package', on a machine with an NVIDIA GPU"));
        }
        return problems;
    }

    private Optional<Problem> plugin(Card card) {
        Card.Needs needs = card.plugin();
        String asked = "the plugin '" + needs.id() + "' in a version " + needs.versions();
        List<PluginStatus> known = plugins.stream()
                .filter(status -> status.id().equals(needs.id()))
                .toList();
        for (PluginStatus status : known) {
            String version = status.workingVersion().orElse(null);
            if (version != null) {
                return PluginVersions.fits(version, needs.versions())
                        ? component(status, card.use())
                        : Optional.of(Problem.of(
                                        "other-plugin", "", "it needs " + asked + ", and " + version + " is installed")
                                .fix("run: figment plugins update " + needs.id()));
            }
        }
        return known.stream()
                .findFirst()
                .map(failed -> Problem.of("failed-plugin", "", "it needs " + asked + ", which does not load")
                        .fix("'figment plugins doctor' says why"))
                .or(() -> Optional.of(Problem.of("no-plugin", "", "it needs " + asked + ", which is not installed")
                        .fix("run: figment plugins install SOURCE, with the plugin's zip or its address")));
    }

    private static Optional<Problem> component(PluginStatus plugin, String use) {
        List<String> components = plugin.offers().stream()
                .filter(offer -> offer.kind().equals(Contribution.COMPONENT))
                .map(Offer::name)
                .toList();
        return components.contains(use)
                ? Optional.empty()
                : Optional.of(Problem.of(
                                "unknown-component",
                                "",
                                "the plugin '" + plugin.id() + "' has no component '" + use + "'")
                        .suggesting(use, components));
    }

    private static Optional<Problem> file(Path path, Card.Content content) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) != content.size()) {
                return Optional.of(Problem.of(
                                "damaged-model",
                                path.toString(),
                                Files.isRegularFile(path)
                                        ? "it has " + Files.size(path) + " bytes, and the card says " + content.size()
                                        : "there is no such file, and the card names it")
                        .fix("get the model again"));
            }
            return path.toString().endsWith(".onnx")
                    ? OnnxHeader.read(path).unknown().map(reason -> tooNew(path, reason))
                    : Optional.empty();
        } catch (FigmentException e) {
            return Optional.of(e.problems().get(0));
        } catch (IOException e) {
            return Optional.of(Problem.of("unreadable-file", path.toString(), "the model's file cannot be read: " + e)
                    .fix("make it readable"));
        }
    }

    private static Problem tooNew(Path path, String reason) {
        return Problem.of("too-new", path.toString(), "it " + reason)
                .fix("export the model with an older operator set, or take a newer Figment");
    }
}
