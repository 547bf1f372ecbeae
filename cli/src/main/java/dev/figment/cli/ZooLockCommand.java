package dev.figment.cli;

import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.wiring.Uses;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code figment zoo lock CONFIG}. */
@Command(
        name = "lock",
        description = {
            "Locks a config for running or training to the plugins and models that it uses now, by version and SHA-256, in",
            "figment.lock beside it. Commands that take the config then refuse others, and say what was expected."
        })
final class ZooLockCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "The config, a YAML file.")
    private Path config;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Problems problems = new Problems();
            MapNode document = ConfigReader.ofProcess().read(config, List.of(), problems);
            Uses uses = ConfigKind.of(document).check(host, document, problems).orElseGet(() -> {
                problems.throwIfAny();
                throw new IllegalStateException(config + " gave neither a plan nor a problem");
            });
            problems.throwIfAny();
            Path lock = host.lock().lock(config, uses);
            PrintWriter out = spec.commandLine().getOut();
            if (ZooCommand.isJson(spec)) {
                new Output(out).printJson(Map.of("lock", lock.toString()));
            } else {
                out.println(Output.shown(lock) + "  (what " + config + " uses)");
                out.flush();
            }
            return 0;
        }
    }
}
