package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.wiring.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code figment evaluate CONFIG}. */
@Command(
        name = "evaluate",
        description = {
            "Runs a pipeline that measures, and prints its numbers alone.",
            "For a model of the zoo, 'figment zoo evaluate' prints them beside those of its card."
        })
final class EvaluateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--json", description = "Print the numbers as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Plan plan = RunCommand.plan(host, config);
            Map<String, Double> measured = Measurements.of(RunCommand.run(host, plan, config, data));
            if (measured.isEmpty()) {
                throw FigmentException.user(Problem.of(
                                "nothing-measured",
                                config.config.toString(),
                                "no step of this pipeline measures anything")
                        .fix("add a step such as measure-reconstruction ('figment plugins list' shows all), or use"
                                + " 'figment run'"));
            }
            Output output = new Output(spec.commandLine().getOut());
            if (json) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("name", plan.config().name());
                result.put("measured", measured);
                output.printJson(result);
            } else {
                output.print(measured);
            }
            return 0;
        }
    }
}
