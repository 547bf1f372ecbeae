package dev.figment.cli;

import dev.figment.core.plugin.install.PluginChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment plugins remove NAME}. */
@Command(name = "remove", description = "Removes a plugin of this user.")
final class PluginsRemoveCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "The plugin's id; for one that does not load, the name of its zip or folder.")
    private String name;

    @Override
    public Integer call() {
        PluginChange change = PluginInstallOptions.installer(spec).remove(name);
        PluginChanges.print(
                List.of(change), PluginsCommand.isJson(spec), spec.commandLine().getOut());
        return 0;
    }
}
