package dev.figment.cli;

import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.Zoo;
import dev.figment.core.zoo.ZooModel;
import dev.figment.core.zoo.golden.Deviation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code figment zoo verify NAME…}. */
@Command(
        name = "verify",
        description = {
            "Says whether models are what their cards say: size and SHA-256 of every file, and whether they compute here what",
            "they computed where they were made, within the tolerance of the card."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as the cards say",
            "1:an output differs by more than the card allows",
            "2:a card or a file is wrong, or a model does not run"
        })
final class ZooVerifyCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Models: NAME, or NAME@VERSION. Without one, all are verified.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            List<ModelVerification> verified = new ArrayList<>();
            if (names.isEmpty()) {
                for (Zoo.Listed model : host.zoo().list()) {
                    verified.add(model.card()
                            .map(card ->
                                    verify(host, new ZooModel(model.name(), model.folder(), Optional.of(card)), card))
                            .orElseGet(() -> ModelVerification.wrong(model)));
                }
            } else {
                List<ZooModel> models =
                        names.stream().map(name -> ZooCommand.find(host, name)).toList();
                models.forEach(model -> verified.add(verify(host, model, ZooCommand.card(model))));
            }
            print(verified);
            if (verified.stream().anyMatch(model -> !model.problems().isEmpty())) {
                return Failures.INPUT_WRONG;
            }
            return verified.stream().allMatch(ModelVerification::same) ? 0 : Failures.RUN_FAILED;
        }
    }

    private ModelVerification verify(Host host, ZooModel model, Card card) {
        return ModelVerification.of(host, model, card, device.device);
    }

    private void print(List<ModelVerification> verified) {
        PrintWriter out = spec.commandLine().getOut();
        Output output = new Output(out);
        if (ZooCommand.isJson(spec)) {
            output.printJson(Map.of(
                    "models", verified.stream().map(ZooVerifyCommand::json).toList()));
            return;
        }
        for (ModelVerification model : verified) {
            String version = model.card().map(card -> " " + card.version()).orElse("");
            out.println(model.name() + version + ": " + verdict(model));
            Table table = new Table();
            model.outputs()
                    .forEach(one -> table.row(one.file(), one.deviation().output(), "largest difference", words(one)));
            table.print(out, 1);
            output.print(model.problems());
        }
        if (verified.isEmpty()) {
            out.println("There are no models.");
            out.flush();
        }
    }

    private static String verdict(ModelVerification model) {
        if (!model.problems().isEmpty()) {
            return "wrong";
        }
        if (!model.same()) {
            return "its files are as its card says, and it computes something else here";
        }
        return model.outputs().isEmpty() ? "its files are as its card says; it has no golden run" : "as its card says";
    }

    private static String words(ModelVerification.Compared output) {
        Deviation deviation = output.deviation();
        String largest = Output.number(deviation.largest());
        if (deviation.within()) {
            return largest;
        }
        Card.Golden golden = output.golden();
        return largest + ", more than " + golden.absolute() + " and " + golden.relative() + " of the value: "
                + deviation.worst();
    }

    private static Map<String, Object> json(ModelVerification model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.name());
        model.card().ifPresent(card -> json.put("version", card.version()));
        json.put("folder", model.folder().toString());
        json.put("outputs", model.outputs().stream().map(ZooVerifyCommand::json).toList());
        json.put("problems", model.problems().stream().map(Output::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(ModelVerification.Compared output) {
        Deviation deviation = output.deviation();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", output.file());
        json.put("output", deviation.output());
        json.put("largest", Double.isFinite(deviation.largest()) ? deviation.largest() : null);
        json.put("absolute", output.golden().absolute());
        json.put("relative", output.golden().relative());
        json.put("within", deviation.within());
        json.put("worst", deviation.worst());
        return json;
    }
}
