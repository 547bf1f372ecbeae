package dev.figment.cli;

import dev.figment.core.plugin.FigmentVersion;
import dev.figment.core.plugin.install.PluginRegistries;
import dev.figment.core.plugin.install.PluginRegistries.Listed;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment plugins search WORD…}. */
@Command(
        name = "search",
        description = {
            "Lists the plugins of the registries, each with the newest version for this Figment.",
            "Registries are named in config.yaml in FIGMENT_HOME, under plugin-registries."
        })
final class PluginsSearchCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "Only those whose name or description has each of these.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        List<Listed> found = new PluginRegistries(Figment.folders(spec).home()).search(words);
        PrintWriter out = spec.commandLine().getOut();
        if (PluginsCommand.isJson(spec)) {
            new Output(out)
                    .printJson(Map.of(
                            "plugins",
                            found.stream().map(PluginsSearchCommand::json).toList()));
            return 0;
        }
        Table table = new Table();
        for (Listed plugin : found) {
            String version = plugin.version().orElse("none for Figment " + FigmentVersion.current());
            table.row(plugin.name(), version, plugin.registry(), plugin.description());
        }
        table.print(out, 0);
        return 0;
    }

    private static Map<String, Object> json(Listed plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", plugin.name());
        json.put("description", plugin.description());
        json.put("registry", plugin.registry());
        plugin.version().ifPresent(version -> json.put("version", version));
        json.put("versions", plugin.versions());
        return json;
    }
}
