package dev.figment.cli;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.embed.ModelAccess;
import dev.figment.core.zoo.NamedModel;
import dev.figment.core.zoo.RegistryModels;
import dev.figment.core.zoo.registry.Registries;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code figment zoo pull NAME}. */
@Command(
        name = "pull",
        description = {
            "Downloads models from the registries.",
            "What was interrupted goes on where it stopped. A model appears whole, with every file checked."
        })
final class ZooPullCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "NAME for the newest version, or NAME@VERSION.")
    private List<String> names = new ArrayList<>();

    @Mixin
    final OfflineOption offline = new OfflineOption();

    @Override
    public Integer call() {
        ModelAccess models = Host.models(spec);
        List<Registries.Listed> found = names.stream()
                .map(ZooPullCommand::named)
                .map(name -> find(models.registries(), name))
                .toList();
        List<Map<String, Object>> pulled = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        boolean json = ZooCommand.isJson(spec);
        for (Registries.Listed model : found) {
            Path folder = models.registries().pull(model);
            pulled.add(json(model, folder));
            if (!json) {
                out.println(model.entry().name() + " " + model.entry().version() + "  " + Output.shown(folder));
                out.flush();
            }
        }
        if (json) {
            new Output(out).printJson(Map.of("pulled", pulled));
        }
        return 0;
    }

    /** A name as the commands of {@code figment zoo} take it, with {@code zoo:} or without. */
    static NamedModel named(String name) {
        return NamedModel.of(name.startsWith(ModelRef.ZOO) ? name.substring(ModelRef.ZOO.length()) : name);
    }

    private static Registries.Listed find(RegistryModels models, NamedModel asked) {
        if (models.registries().isEmpty()) {
            throw FigmentException.user(
                    Problem.of("no-registry", asked.toString(), "there is no registry to pull models from")
                            .fix("name one in config.yaml of FIGMENT_HOME (or of ~/.figment)"));
        }
        return models.registries().find(asked.name(), asked.version()).orElseThrow(() -> {
            List<String> versions = models.registries().known().stream()
                    .filter(entry -> entry.name().equals(asked.name()))
                    .map(entry -> entry.version())
                    .toList();
            Problem problem = versions.isEmpty()
                    ? Problem.of("no-model", "", "no registry has a model '" + asked.name() + "'")
                            .suggesting(asked.name(), models.names())
                    : Problem.of(
                                    "no-model-version",
                                    "",
                                    "no registry has version '" + asked.version() + "' of '" + asked.name() + "'")
                            .suggesting(asked.version(), versions);
            return FigmentException.user(problem.fix("'figment zoo search' shows the models that exist"));
        });
    }

    private static Map<String, Object> json(Registries.Listed model, Path folder) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.entry().name());
        json.put("version", model.entry().version());
        json.put("registry", model.registry().name());
        json.put("folder", folder.toString());
        return json;
    }
}
