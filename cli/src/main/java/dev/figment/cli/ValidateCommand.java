package dev.figment.cli;

import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.wiring.Uses;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code figment validate CONFIG}. */
@Command(name = "validate", description = "Checks a config for running or training, without running it.")
final class ValidateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    final OfflineOption offline = new OfflineOption();

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Problems problems = new Problems();
            MapNode document = config.read(host, problems);
            Optional<Uses> uses = ConfigKind.of(document).check(host, document, problems);
            problems.throwIfAny();
            uses.ifPresent(used -> host.lock().require(config.config, used));
            PrintWriter out = spec.commandLine().getOut();
            out.println(config.config + " is fine");
            out.flush();
            return 0;
        }
    }
}
