package dev.figment.cli;

import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.CardFile;
import dev.figment.core.zoo.Zoo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code figment zoo add DIR}. */
@Command(
        name = "add",
        description = {
            "Puts a trained model into your zoo: its files, a card, and a golden run of each ONNX file.",
            "What the card says is taken from the model's files, which know how they were trained, and from a card.yaml that lies",
            "beside them; give the rest as options."
        },
        footerHeading = "%nFor example:%n",
        footer = {
            "  figment zoo add runs/digits-vae --task image-generation --licence MIT --summary \"Handwritten digits\"",
            "  figment run configs/run/digits-sample.yaml --set components.digits.model=zoo:digits-vae"
        })
final class ZooAddCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder of a model, or that of a training run.")
    private Path source;

    @Mixin
    private CardOptions card = new CardOptions();

    @Mixin
    private GoldenOptions golden = new GoldenOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--to",
            paramLabel = "ZOO",
            description = "The folder of models to put it into; else zoo in FIGMENT_HOME, or in ~/.figment.")
    private @Nullable Path to;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Path zoo = to == null ? host.folders().home().resolve("zoo") : to;
            Zoo others = to == null
                    ? host.zoo()
                    : Zoo.of(List.of(zoo), host.folders().cache());
            Path folder = new NewEntry(host, card, golden, data).write(source, zoo, others);
            print(folder, CardFile.read(folder.resolve(CardFile.NAME)).card());
            return 0;
        }
    }

    private void print(Path folder, Card made) {
        PrintWriter out = spec.commandLine().getOut();
        String reference = "zoo:" + made.name() + "@" + made.version();
        if (ZooCommand.isJson(spec)) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", made.name());
            json.put("version", made.version());
            json.put("folder", folder.toString());
            json.put("card", made);
            new Output(out).printJson(json);
            return;
        }
        out.println(Output.shown(folder) + "  (the model; a config uses it with model: \"" + reference + "\")");
        new Output(out).print(made.evaluation().metrics());
    }
}
