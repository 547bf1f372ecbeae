package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.core.zoo.ZooModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment zoo path NAME}. */
@Command(name = "path", description = "Prints the folder of a model that is here.")
final class ZooPathCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The model's name: NAME, or NAME@VERSION.")
    private String name;

    @Override
    public Integer call() {
        ZooModel model =
                Host.models(spec).zoo().resolve(new ModelRef(ModelRef.ZOO + ZooPullCommand.named(name), Path.of("")));
        Path folder = model.folder().toAbsolutePath().normalize();
        if (ZooCommand.isJson(spec)) {
            Map<String, Object> json = new LinkedHashMap<>();
            model.card().ifPresent(card -> {
                json.put("name", card.name());
                json.put("version", card.version());
            });
            json.put("folder", folder.toString());
            new Output(spec.commandLine().getOut()).printJson(json);
        } else {
            spec.commandLine().getOut().println(folder);
        }
        return 0;
    }
}
