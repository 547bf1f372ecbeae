package dev.figment.cli;

import dev.figment.core.config.Explain;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code figment explain CONFIG}. */
@Command(
        name = "explain",
        description = {
            "Prints a config as it takes effect, with defaults, and beside each value where it came from.",
            "What is printed is YAML and means the same. If something is wrong with the config, that follows on stderr."
        })
final class ExplainCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Problems problems = new Problems();
            MapNode document = config.read(host, problems);
            ConfigKind kind = ConfigKind.of(document);
            PrintWriter out = spec.commandLine().getOut();
            out.print(Explain.text(document, kind.shape(host.catalog())));
            out.flush();
            kind.check(host, document, problems);
            problems.throwIfAny();
            return 0;
        }
    }
}
