package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.install.PluginChange;
import dev.figment.core.plugin.install.PluginInstaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code figment plugins update NAME…}. */
@Command(
        name = "update",
        description = {
            "Fetches plugins again from where they were installed from; from a registry, the newest that fits.",
            "The old version stays until the new one has been loaded."
        })
final class PluginsUpdateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "The plugin's id; without one, all that 'plugins install' has installed.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "Where the new version is, for one plugin: as for 'install'.")
    private @Nullable String source;

    @Mixin
    private final PluginInstallOptions options = new PluginInstallOptions();

    @Override
    public Integer call() {
        if (source != null && names.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--from is for one plugin: figment plugins update NAME --from SOURCE");
        }
        PluginInstaller installer = PluginInstallOptions.installer(spec);
        List<PluginChange> changes = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        boolean ran = true;
        for (String name : names.isEmpty() ? installer.recorded() : names) {
            try {
                changes.add(installer.update(name, Optional.ofNullable(source), options.options()));
            } catch (FigmentException e) {
                // The others can be updated all the same.
                problems.addAll(e.problems());
                ran &= e.fault() == FigmentException.Fault.USER;
            }
        }
        PluginChanges.print(
                changes, PluginsCommand.isJson(spec), spec.commandLine().getOut());
        problems.forEach(problem -> spec.commandLine().getErr().println("error: " + problem));
        return problems.isEmpty() ? 0 : ran ? Failures.INPUT_WRONG : Failures.RUN_FAILED;
    }
}
