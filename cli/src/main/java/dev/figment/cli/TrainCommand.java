package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.train.loop.TrainResult;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code figment train CONFIG}. */
@Command(
        name = "train",
        description = "Trains a model. Ctrl-C saves a checkpoint and ends; --resume goes on from there, bit for bit.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run failed",
            "2:the input is wrong",
            "130:stopped by Ctrl-C, and saved",
            "143:stopped by SIGTERM, and saved"
        })
final class TrainCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--resume", description = "Go on from the newest checkpoint in the run's folder.")
    private boolean resume;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            TrainPlan plan = TrainPlan.read(host, config);
            host.lock().require(config.config, plan.recipe().uses());
            return train(host, plan);
        } catch (FigmentException e) {
            throw e.at(config.config.toString());
        }
    }

    private int train(Host host, TrainPlan plan) {
        TrainRun run = TrainRun.of(
                host, plan, data, resume, origin -> {}, spec.commandLine().getErr());
        print(run.result());
        return run.result().end() == TrainResult.End.STOPPED ? run.interrupted() : 0;
    }

    private void print(TrainResult result) {
        Output output = new Output(spec.commandLine().getOut());
        boolean stopped = result.end() == TrainResult.End.STOPPED;
        if (json) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("end", result.end().name().toLowerCase(Locale.ROOT));
            values.put("folder", result.folder().toString());
            values.put("model", stopped ? null : result.model().toString());
            values.put("report", Files.exists(result.report()) ? result.report().toString() : null);
            values.put("steps", result.step());
            values.put("best-step", result.bestStep());
            values.put("validation", result.validation());
            output.printJson(values);
        } else if (stopped) {
            spec.commandLine()
                    .getErr()
                    .println("Stopped after step " + result.step() + ", and saved. Go on with: " + resumeCommand());
            spec.commandLine().getErr().flush();
        } else {
            spec.commandLine()
                    .getOut()
                    .println(Output.shown(result.model()) + "  (the model, from step " + result.bestStep()
                            + (result.end() == TrainResult.End.EARLY ? "; stopped early" : "") + ")");
            output.print(result.validation());
            if (Files.exists(result.report())) {
                spec.commandLine().getOut().println(Output.shown(result.report()) + "  (the report)");
                spec.commandLine().getOut().flush();
            }
        }
    }

    /** With the same options, since they are a part of what the run is made from. */
    private String resumeCommand() {
        List<String> words = new ArrayList<>(List.of("figment", "train", config.config.toString()));
        config.overrides.forEach(override -> words.addAll(List.of("--set", override)));
        if (data.dataDir != null) {
            words.addAll(List.of("--data-dir", data.dataDir.toString()));
        }
        words.add("--resume");
        return words.stream().map(TrainCommand::quoted).collect(Collectors.joining(" "));
    }

    /** A word as a shell takes it. */
    private static String quoted(String word) {
        return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
