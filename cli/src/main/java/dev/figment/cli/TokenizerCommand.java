package dev.figment.cli;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tokenizer;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.Problems;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.wiring.Plan;
import dev.figment.core.wiring.PlanReader;
import dev.figment.core.wiring.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code figment tokenizer}, with {@code train}, {@code encode} and {@code decode}. What tokenizers there are is the plugins'
 * business: these commands write the config that does it, and run that.
 */
@Command(
        name = "tokenizer",
        description = "Learns a tokenizer from texts, or applies one.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nA tokenizer of 8,192 tokens, and a text in its tokens:%n",
        footer = {
            "  figment tokenizer train --from data:english-books/all --size 8192 --to out/tokenizer.json",
            "  figment tokenizer encode out \"Call me Ishmael.\""
        })
final class TokenizerCommand implements Runnable {
    private static final String TOKENIZER = "tokenizer";
    private static final String MODEL = "zoo:NAME, or a folder with tokenizer.json.";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: train, encode or decode");
    }

    @Command(name = "train", description = "Learns a byte-level byte-pair encoding from texts in UTF-8.")
    int train(
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "DATA",
                            description = "A file, a folder, a glob, or data:NAME/SPLIT.")
                    String from,
            @Option(
                            names = "--size",
                            defaultValue = "8192",
                            paramLabel = "N",
                            description = "Tokens, at least 257; ${DEFAULT-VALUE} without it.")
                    int size,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "The tokenizer.json to write.")
                    String to,
            @Option(
                            names = "--special",
                            paramLabel = "TOKEN",
                            description = "A special token besides <|endoftext|>. May be repeated.")
                    List<String> special,
            @Mixin DataOptions data) {
        Map<String, Object> kind =
                Map.of("use", "bpe", "vocabulary", size, "special", special == null ? List.of() : special);
        List<Map<String, Object>> steps = List.of(
                Map.of("read-texts", Map.of("from", from)),
                Map.of("learn-tokenizer", Map.of("to", to, TOKENIZER, kind)));
        try (Host host = Host.open(spec)) {
            Problems problems = new Problems();
            Plan plan = RunCommand.plan(host, WrittenConfig.pipeline(steps, "tokenizer train", problems), problems);
            new Output(spec.commandLine().getOut()).print(RunCommand.run(host, plan, data));
            return 0;
        }
    }

    @Command(name = "encode", description = "Prints the ids of a text's tokens.")
    int encode(
            @Parameters(paramLabel = "MODEL", description = MODEL) String model,
            @Parameters(paramLabel = "TEXT", description = "The text.") String text,
            @Mixin OfflineOption offline) {
        return print(
                model,
                tokenizer -> Arrays.stream(tokenizer.encode(text))
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" ")));
    }

    @Command(name = "decode", description = "Prints the text of tokens.")
    int decode(
            @Parameters(paramLabel = "MODEL", description = MODEL) String model,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The tokens' ids, in their order.")
                    List<Integer> ids,
            @Mixin OfflineOption offline) {
        return print(
                model,
                tokenizer -> tokenizer.decode(
                        ids.stream().mapToInt(Integer::intValue).toArray()));
    }

    private int print(String model, Function<Tokenizer, String> result) {
        Map<String, Object> config = Map.of(TOKENIZER, Map.of("use", "tokenizer-json", "model", model));
        try (Host host = Host.open(spec);
                OnnxModels models = host.models(Device.CPU)) {
            Problems problems = new Problems();
            PlanReader.Assembly assembly = host.plans()
                    .readSingle(
                            Contribution.COMPONENT, TOKENIZER, WrittenConfig.of(config, TOKENIZER, problems), problems);
            problems.throwIfAny();
            if (assembly == null) {
                throw new IllegalStateException("neither a tokenizer nor a problem");
            }
            Services services = host.services(models, host.datasets(new DataOptions()), Device.CPU);
            spec.commandLine().getOut().println(result.apply((Tokenizer) assembly.build(services, new Seed(0))));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
