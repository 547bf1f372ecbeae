package dev.figment.cli;

import dev.figment.api.Batch;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.plugin.FigmentVersion;
import dev.figment.train.loop.Origin;
import dev.figment.train.loop.Recipe;
import dev.figment.train.loop.TrainConfig;
import dev.figment.train.loop.TrainResult;
import dev.figment.train.loop.TrainingLoop;
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
            Problems problems = new Problems();
            MapNode document = config.read(host, problems);
            ConfigKind.TRAINING.require(document, config.config);
            TrainPlan plan = TrainPlan.read(host, document, problems);
            problems.throwIfAny();
            if (plan == null) {
                throw new IllegalStateException(config.config + " gave neither a plan nor a problem");
            }
            return train(host, plan);
        } catch (FigmentException e) {
            throw e.at(config.config.toString());
        }
    }

    private int train(Host host, TrainPlan plan) {
        TrainConfig train = plan.config();
        Datasets datasets = host.trainingDatasets(data);
        TrainResult result;
        int interrupted;
        try (OnnxModels models = host.models(train.device());
                TrainScreen screen = new TrainScreen(spec.commandLine().getErr(), resume)) {
            Recipe<?> recipe = plan.build(host.services(models, datasets, train.device()));
            TrainingLoop<?> loop = loop(plan, recipe, datasets, screen);
            Runnable stop = () -> {
                screen.stopping();
                loop.stop();
            };
            try (Interruption interruption = Interruption.calls(stop)) {
                result = loop.run(resume);
                interrupted = interruption.exitCode();
            }
        }
        print(result);
        return result.end() == TrainResult.End.STOPPED ? interrupted : 0;
    }

    private static <T extends Batch> TrainingLoop<T> loop(
            TrainPlan plan, Recipe<T> recipe, Datasets datasets, TrainScreen screen) {
        TrainData<T> data = TrainData.open(datasets, plan, recipe);
        Origin origin = new Origin(
                plan.keys(),
                Map.of(
                        "train", data.training().digest(),
                        "validation", data.validation().digest()),
                FigmentVersion.current());
        return new TrainingLoop<>(
                plan.config(), recipe, data.training(), data.validation(), origin, new PreviewFiles(), screen);
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
