package dev.figment.cli;

import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.plugin.PluginFiles;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginStatus;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code figment plugins} with its commands; {@code list} and {@code doctor} are here. */
@Command(
        name = "plugins",
        description = "Shows and changes the plugins that are installed. Without a command: list.",
        subcommands = {
            PluginsInstallCommand.class,
            PluginsUpdateCommand.class,
            PluginsRemoveCommand.class,
            PluginsSearchCommand.class,
            PluginsVerifyCommand.class,
            PluginsNewCommand.class
        },
        footerHeading = "%nWhere plugins are:%n",
        footer = {
            "  A plugin is a folder or a zip in one of these folders: Figment's own, those",
            "  that FIGMENT_PLUGINS names, and plugins in FIGMENT_HOME (or in ~/.figment)."
        })
final class PluginsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return list();
    }

    /** Whether one of the commands of {@code figment plugins} is to print JSON. */
    static boolean isJson(CommandLine.Model.CommandSpec command) {
        return ((PluginsCommand) command.parent().userObject()).json;
    }

    @Command(name = "list", description = "Lists the plugins, and what each of them brings.")
    int list() {
        try (Host host = Host.openToReport(spec)) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                new Output(out).printJson(Map.of("plugins", json(host)));
            } else {
                host.plugins().forEach(plugin -> print(plugin, out));
            }
            return 0;
        }
    }

    @Command(
            name = "doctor",
            description = {
                "Says where plugins are looked for, what they see of Figment, and what is wrong with them.",
                "Exits with 2 if there is something wrong."
            })
    int doctor() {
        try (Host host = Host.openToReport(spec)) {
            List<Problem> problems = host.pluginProblems();
            Map<Path, Long> folders = folders(host);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> report = new LinkedHashMap<>();
                report.put("shared-packages", PluginHost.sharedPackages());
                report.put(
                        "folders", folders.keySet().stream().map(Path::toString).toList());
                report.put("plugins", json(host));
                report.put("problems", problems.stream().map(Output::json).toList());
                new Output(out).printJson(report);
            } else {
                out.println("Packages of Figment that plugins see, beside the JDK's:");
                PluginHost.sharedPackages().forEach(name -> out.println("  " + name));
                out.println("Folders that plugins are looked for in:");
                Table table = new Table();
                folders.forEach((folder, count) -> table.row(
                        Output.shown(folder), Files.isDirectory(folder) ? "plugins: " + count : "is not there"));
                table.print(out, 1);
                out.println("Problems:" + (problems.isEmpty() ? " none" : ""));
                new Output(out).print(problems);
            }
            return problems.isEmpty() ? 0 : Failures.INPUT_WRONG;
        }
    }

    /** Each folder, with the number of plugins in it that work or should. */
    private static Map<Path, Long> folders(Host host) {
        Map<Path, Long> folders = new LinkedHashMap<>();
        for (Path folder : host.folders().plugins()) {
            Path absolute = folder.toAbsolutePath().normalize();
            long count = host.plugins().stream()
                    .flatMap(plugin -> plugin.source().stream())
                    .filter(source -> absolute.equals(source.getParent()))
                    .count();
            folders.put(absolute, count);
        }
        return folders;
    }

    private static void print(PluginStatus plugin, PrintWriter out) {
        String source = plugin.source().map(path -> "  " + Output.shown(path)).orElse("");
        if (plugin instanceof PluginStatus.Loaded loaded) {
            out.println(loaded.id() + " " + loaded.version() + "  "
                    + (plugin.source().isEmpty() ? "built in" : "loaded") + source);
            Table table = new Table();
            for (Contribution contribution : loaded.contributions()) {
                table.row(contribution.kind(), contribution.name(), contribution.description());
            }
            loaded.files().ifPresent(files -> addFiles(loaded.id(), files, table));
            table.print(out, 1);
        } else if (plugin instanceof PluginStatus.Failed failed) {
            out.println(failed.id() + "  failed" + source);
            out.println("  " + failed.problem().at(""));
        }
    }

    private static void addFiles(String plugin, PluginFiles files, Table table) {
        files.modelNames().forEach(name -> table.row("model", name, "zoo:" + name));
        files.datasets().datasets().forEach((name, dataset) -> table.row("dataset", name, dataset.title()));
        files.configNames().forEach(name -> table.row("config", name, "plugin:" + plugin + "/" + name));
    }

    private static List<Map<String, Object>> json(Host host) {
        return host.plugins().stream().map(PluginsCommand::json).toList();
    }

    private static Map<String, Object> json(PluginStatus plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", plugin.id());
        plugin.source().ifPresent(source -> json.put("source", source.toString()));
        if (plugin instanceof PluginStatus.Loaded loaded) {
            json.put("state", "loaded");
            json.put("version", loaded.version());
            json.put("description", loaded.description());
            json.put(
                    "contributions",
                    loaded.contributions().stream().map(PluginsCommand::json).toList());
            loaded.files().ifPresent(files -> {
                json.put("models", files.modelNames());
                json.put("datasets", List.copyOf(files.datasets().datasets().keySet()));
                json.put("configs", files.configNames());
            });
        } else if (plugin instanceof PluginStatus.Failed failed) {
            json.put("state", "failed");
            json.put("problem", Output.json(failed.problem()));
        }
        return json;
    }

    private static Map<String, Object> json(Contribution contribution) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", contribution.kind());
        json.put("name", contribution.name());
        json.put("description", contribution.description());
        return json;
    }
}
