package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Machine;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.ZooModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code figment zoo}; {@code list}, {@code show NAME} and {@code evaluate NAME} are here, the others have their own files. */
@Command(
        name = "zoo",
        description =
                "Shows the models that there are, gets others, measures, checks and adds them. Without a command: list.",
        subcommands = {
            ZooSearchCommand.class,
            ZooPullCommand.class,
            ZooAddCommand.class,
            ZooVerifyCommand.class,
            ZooRemoveCommand.class,
            ZooPathCommand.class,
            ZooLockCommand.class,
            ZooReproduceCommand.class
        },
        footerHeading = "%nWhere models are:%n",
        footer = {
            "  A model is a folder NAME or NAME@VERSION with a card.yaml, in one of these folders:",
            "  Figment's own, those that FIGMENT_ZOO names, and zoo in FIGMENT_HOME (or in ~/.figment).",
            "  Those that are pulled from the registries in config.yaml there lie in models."
        })
final class ZooCommand implements Callable<Integer> {
    private static final String NAME = "The model's name: NAME, or NAME@VERSION.";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return list();
    }

    /** Whether one of the commands of {@code figment zoo} is to print JSON. */
    static boolean isJson(CommandLine.Model.CommandSpec command) {
        return ((ZooCommand) command.parent().userObject()).json;
    }

    @Command(name = "list", description = "Lists the models, and says whether each runs here, or why not.")
    int list() {
        try (Host host = Host.open(spec)) {
            List<Zoo.Listed> models = host.zoo().list();
            Machine machine = host.machine();
            if (json) {
                output().printJson(Map.of(
                        "models",
                        models.stream()
                                .map(model -> ZooCards.json(model, machine))
                                .toList()));
            } else {
                ZooCards.print(models, machine, spec.commandLine().getOut());
            }
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a model's card: what it does, what it needs, how good it is.")
    int show(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        try (Host host = Host.open(spec)) {
            ZooModel model = find(host, name);
            if (json) {
                output().printJson(ZooCards.json(model.folder(), card(model), host.machine()));
            } else {
                ZooCards.print(
                        model.folder(),
                        card(model),
                        host.machine(),
                        spec.commandLine().getOut());
            }
            return 0;
        }
    }

    @Command(
            name = "evaluate",
            description = {
                "Measures a model as its card says, and prints each number beside the card's.",
                "It runs the evaluation config that lies beside the card; data that it names must be there."
            })
    int evaluate(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin DataOptions data) {
        try (Host host = Host.open(spec)) {
            ZooModel model = find(host, name);
            Card card = card(model);
            ConfigOptions config = new ConfigOptions();
            config.config = model.folder().resolve(evaluation(model, card));
            Map<String, Double> measured = Measurements.of(RunCommand.run(host, config, data));
            Map<String, Double> claimed = card.evaluation().metrics();
            if (json) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("name", card.name());
                result.put("version", card.version());
                result.put("measured", measured);
                result.put("card", claimed);
                output().printJson(result);
            } else {
                ZooCards.print(card, measured, spec.commandLine().getOut());
            }
            return 0;
        }
    }

    private static String evaluation(ZooModel model, Card card) {
        String config = card.evaluation().config();
        if (config == null) {
            throw FigmentException.user(Problem.of(
                            "no-evaluation", model.name(), "its card names no config that measures it")
                    .fix("write one, put it beside the card, and name it there as 'evaluation: { config: … }'"));
        }
        return config;
    }

    private Output output() {
        return new Output(spec.commandLine().getOut());
    }

    static ZooModel find(Host host, String name) {
        String reference = name.startsWith(ModelRef.ZOO) ? name : ModelRef.ZOO + name;
        return host.zoo().resolve(new ModelRef(reference, Path.of("")));
    }

    static Card card(ZooModel model) {
        return model.card().orElseThrow(() -> new IllegalStateException(model.name() + " was found without its card"));
    }
}
