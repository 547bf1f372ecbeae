package dev.figment.cli;

import dev.figment.api.Outcome;
import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.wiring.Plan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code figment run CONFIG}. */
@Command(name = RunCommand.NAME, description = "Runs a pipeline and prints what it made.")
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            List<Outcome> outcomes = run(host, config, data);
            Output output = new Output(spec.commandLine().getOut());
            if (json) {
                output.printJson(Map.of("results", Output.json(outcomes)));
            } else {
                output.print(outcomes);
            }
            return 0;
        }
    }

    /** Checks a config, runs it, and gives what it made. */
    static List<Outcome> run(Host host, ConfigOptions config, DataOptions data) {
        return run(host, plan(host, config), config, data);
    }

    /** Runs what was checked of a config, and gives what it made. */
    static List<Outcome> run(Host host, Plan plan, ConfigOptions config, DataOptions data) {
        try {
            return run(host, plan, data);
        } catch (FigmentException e) {
            throw e.at(config.config.toString());
        }
    }

    /** Runs a pipeline, and gives what it made. */
    static List<Outcome> run(Host host, Plan plan, DataOptions data) {
        try (OnnxModels models = host.models(plan.config().device());
                SampleCount progress = new SampleCount(System.err)) {
            return plan.run(
                    host.services(models, host.datasets(data), plan.config().device()), progress);
        }
    }

    /** Checks a config, and whether what it uses is what it is locked to. */
    static Plan plan(Host host, ConfigOptions config) {
        Problems problems = new Problems();
        MapNode document = config.read(host, problems);
        ConfigKind.RUN.require(document, config.config);
        Plan plan = plan(host, document, problems);
        host.lock().require(config.config, plan.uses());
        return plan;
    }

    /** Checks what was read of a config. */
    static Plan plan(Host host, MapNode document, Problems problems) {
        Plan plan = host.plans().read(document, problems);
        problems.throwIfAny();
        if (plan == null) {
            throw new IllegalStateException("a config gave neither a plan nor a problem");
        }
        return plan;
    }
}
