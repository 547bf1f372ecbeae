package dev.figment.cli;

import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.ScalarNode;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.ZooModel;
import dev.figment.core.zoo.golden.TensorDifference;
import dev.figment.train.loop.TrainResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code figment zoo reproduce NAME}. */
@Command(
        name = "reproduce",
        description = {
            "Trains a model again, with the config of its card and on data of the same digest, and prints how far its weights and",
            "its numbers are from those of the model."
        })
final class ZooReproduceCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The model's name: NAME, or NAME@VERSION.")
    private String name;

    @Option(names = "--to", paramLabel = "DIR", description = "The run's folder; else runs/NAME-again.")
    private @Nullable Path to;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Override a key of the config, such as where data is: --set data.train=PATH. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--other-data", description = "Train although the data is not that of the model.")
    private boolean otherData;

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            ZooModel model = ZooCommand.find(host, name);
            Card card = ZooCommand.card(model);
            Reproduction reproduction = new Reproduction(host, model, card);
            ConfigOptions config = new ConfigOptions();
            config.config = reproduction.config();
            config.overrides.addAll(overrides);
            if (to != null || overrides.stream().noneMatch(override -> override.startsWith("to="))) {
                config.overrides.add("to=" + quoted(to == null ? Path.of("runs", card.name() + "-again") : to));
            }
            List<String> others = new ArrayList<>();
            TrainRun run = TrainRun.of(
                    host,
                    TrainPlan.read(host, config),
                    data,
                    false,
                    origin -> reproduction.compare(origin, otherData, others::addAll),
                    spec.commandLine().getErr());
            TrainResult result = run.result();
            if (result.end() == TrainResult.End.STOPPED) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("Stopped after step " + result.step()
                        + ", with nothing to compare yet; the checkpoint is in " + Output.shown(result.folder()));
                err.flush();
                return run.interrupted();
            }
            List<Reproduction.Compared> weights = reproduction.weights(result.model());
            print(card, result, others, weights, measured(host, model, card, result));
            return 0;
        }
    }

    /** The numbers of the card, of the model that was trained now. */
    private Map<String, Double> measured(Host host, ZooModel model, Card card, TrainResult result) {
        String evaluation = card.evaluation().config();
        if (evaluation == null) {
            Map<String, Double> validated = new LinkedHashMap<>();
            result.validation().forEach((metric, value) -> validated.put(EntryDraft.validation(metric), value));
            return validated;
        }
        ConfigOptions config = new ConfigOptions();
        config.config = model.folder().resolve(evaluation);
        Problems problems = new Problems();
        MapNode document = ConfigReader.ofProcess().read(config.config, List.of(), problems);
        MapNode components = document.map("components", problems);
        problems.throwIfAny();
        for (String component : components.keys()) {
            boolean itself = components
                    .find(component)
                    .filter(MapNode.class::isInstance)
                    .flatMap(keys -> ((MapNode) keys).find("model"))
                    .filter(value ->
                            value instanceof ScalarNode text && text.text().equals("."))
                    .isPresent();
            if (itself) {
                config.overrides.add("components." + component + ".model=" + quoted(result.model()));
            }
        }
        return Measurements.of(RunCommand.run(host, config, data));
    }

    /** An absolute path as a value of {@code --set}. */
    private static String quoted(Path path) {
        return JsonMapper.shared().writeValueAsString(path.toAbsolutePath().toString());
    }

    private void print(
            Card card,
            TrainResult result,
            List<String> others,
            List<Reproduction.Compared> weights,
            Map<String, Double> measured) {
        PrintWriter out = spec.commandLine().getOut();
        if (ZooCommand.isJson(spec)) {
            new Output(out).printJson(json(card, result, others, weights, measured));
            return;
        }
        out.println(Output.shown(result.model()) + "  (" + card.name() + " " + card.version() + ", trained again)");
        others.forEach(other -> out.println("  differs: " + other));
        Map<String, List<Reproduction.Compared>> files = weights.stream()
                .collect(Collectors.groupingBy(Reproduction.Compared::file, LinkedHashMap::new, Collectors.toList()));
        files.forEach((file, compared) -> {
            List<Reproduction.Compared> changed =
                    compared.stream().filter(one -> !one.difference().equal()).toList();
            out.println(file + ": " + compared.size() + " tensors, "
                    + (changed.isEmpty() ? "all the same, bit for bit" : changed.size() + " of them differ"));
            Table table = new Table();
            if (!changed.isEmpty()) {
                table.row("", "largest", "mean");
            }
            changed.forEach(one -> table.row(
                    one.tensor(),
                    Output.number(one.difference().largest()),
                    Output.number(one.difference().mean())));
            table.print(out, 1);
        });
        ZooCards.print(card, measured, out);
    }

    private static Map<String, Object> json(
            Card card,
            TrainResult result,
            List<String> others,
            List<Reproduction.Compared> weights,
            Map<String, Double> measured) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", card.name());
        json.put("version", card.version());
        json.put("model", result.model().toString());
        json.put("differs", others);
        json.put("weights", weights.stream().map(ZooReproduceCommand::json).toList());
        json.put("measured", measured);
        json.put("card", card.evaluation().metrics());
        return json;
    }

    private static Map<String, @Nullable Object> json(Reproduction.Compared compared) {
        TensorDifference difference = compared.difference();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", compared.file());
        json.put("tensor", compared.tensor());
        json.put("equal", difference.equal());
        json.put("largest", Double.isFinite(difference.largest()) ? difference.largest() : null);
        json.put("mean", Double.isFinite(difference.mean()) ? difference.mean() : null);
        return json;
    }
}
