package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.embed.ModelAccess;
import dev.figment.core.zoo.ModelStore;
import dev.figment.core.zoo.NamedModel;
import dev.figment.core.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment zoo remove NAME}. */
@Command(name = "remove", description = "Removes a model that was pulled: one version, or all of them.")
final class ZooRemoveCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "NAME for all of its versions, or NAME@VERSION.")
    private String name;

    @Override
    public Integer call() {
        ModelAccess models = Host.models(spec);
        ModelStore store = models.store();
        NamedModel asked = ZooPullCommand.named(name);
        List<String> versions = store.versions(asked.name()).stream()
                .filter(version -> asked.version().isEmpty() || asked.version().equals(version))
                .toList();
        if (versions.isEmpty()) {
            throw notPulled(models, asked);
        }
        versions.forEach(version -> store.remove(asked.name(), version));
        if (ZooCommand.isJson(spec)) {
            new Output(spec.commandLine().getOut())
                    .printJson(Map.of(
                            "removed",
                            versions.stream()
                                    .map(version -> Map.of("name", asked.name(), "version", version))
                                    .toList()));
        } else {
            versions.forEach(
                    version -> spec.commandLine().getOut().println(asked.name() + " " + version + "  removed"));
        }
        return 0;
    }

    private static FigmentException notPulled(ModelAccess models, NamedModel asked) {
        List<Zoo.Listed> here = models.zoo().list();
        Problem problem = Problem.of("not-pulled", asked.toString(), "this model was not pulled");
        return FigmentException.user(here.stream()
                .filter(model -> model.name().equals(asked.name()))
                .findFirst()
                .map(model -> problem.fix("it lies in " + Output.shown(model.folder())
                        + ", which is no folder of pulled models: remove it there"))
                .orElseGet(() -> problem.suggesting(
                        asked.name(), here.stream().map(Zoo.Listed::name).toList())));
    }
}
