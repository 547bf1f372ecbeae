package dev.figment.cli;

import dev.figment.core.embed.Folders;
import dev.figment.core.plugin.install.InstallRecord;
import dev.figment.core.plugin.install.PluginVerifier;
import dev.figment.core.plugin.install.VerifiedPlugin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment plugins verify NAME…}. */
@Command(
        name = "verify",
        description = {
            "Says whether plugins are what was installed, are as they were signed, and work here.",
            "Exits with 2 if there is something wrong."
        })
final class PluginsVerifyCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "The plugin's id; without one, all.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        Folders folders = Figment.folders(spec);
        List<VerifiedPlugin> plugins = new PluginVerifier(
                        folders.home(), folders.plugins(), folders.cache(), folders.patience())
                .verify(names);
        PrintWriter out = spec.commandLine().getOut();
        if (PluginsCommand.isJson(spec)) {
            new Output(out)
                    .printJson(Map.of(
                            "plugins",
                            plugins.stream().map(PluginsVerifyCommand::json).toList()));
        } else {
            plugins.forEach(plugin -> print(plugin, out));
        }
        return plugins.stream().allMatch(plugin -> plugin.problems().isEmpty()) ? 0 : Failures.INPUT_WRONG;
    }

    private static void print(VerifiedPlugin plugin, PrintWriter out) {
        String digest = plugin.sha256().isEmpty() ? "a folder, without a digest" : "sha256 " + plugin.sha256();
        String record = plugin.record()
                .map(known -> "as installed on " + known.installed() + " from " + known.source()
                        + (known.key() == null ? ", not signed by a known key" : ", signed"))
                .orElse("not installed by 'plugins install'");
        out.println(plugin.id() + (plugin.version().isEmpty() ? "" : " " + plugin.version()) + "  "
                + (plugin.problems().isEmpty() ? "ok" : "wrong") + "  " + Output.shown(plugin.path()));
        out.println("  " + digest + ", " + record);
        new Output(out).print(plugin.problems());
    }

    private static Map<String, Object> json(VerifiedPlugin plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", plugin.id());
        json.put("version", plugin.version());
        json.put("path", plugin.path().toString());
        json.put("sha256", plugin.sha256());
        plugin.record().ifPresent(record -> json.put("installed", json(record)));
        json.put("problems", plugin.problems().stream().map(Output::json).toList());
        return json;
    }

    private static Map<String, Object> json(InstallRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", record.source());
        json.put("at", record.installed());
        json.put("signed", record.key() != null);
        return json;
    }
}
