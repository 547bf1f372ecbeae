package dev.figment.cli;

import dev.figment.core.plugin.install.PluginChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code figment plugins install SOURCE}. */
@Command(
        name = "install",
        description = {
            "Installs a plugin for this user.",
            "It is looked through and loaded on trial first; where something is wrong, nothing is changed."
        })
final class PluginsInstallCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "SOURCE",
            description = {
                "A zip, a folder, an address with http:, https: or file:,",
                "or a name in a registry: NAME, or NAME@RANGE as in 'negative@>=1.0 & <2.0'."
            })
    private String source;

    @Mixin
    private final PluginInstallOptions options = new PluginInstallOptions();

    @Override
    public Integer call() {
        PluginChange change = PluginInstallOptions.installer(spec).install(source, options.options());
        PluginChanges.print(
                List.of(change), PluginsCommand.isJson(spec), spec.commandLine().getOut());
        return 0;
    }
}
