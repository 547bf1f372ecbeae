package dev.figment.cli;

import dev.figment.core.config.Problems;
import dev.figment.core.wiring.Plan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code figment quantize MODEL}. */
@Command(
        name = "quantize",
        description = "Writes a text model with weights of 8 or 4 bits, and measures on texts what is lost.",
        footerHeading = "%nA fifth of the size, for a model from the zoo:%n",
        footer = "  figment quantize zoo:novels-gpt --bits 4 --text novel.txt --to out/novels-gpt-int4")
final class QuantizeCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "zoo:NAME, or a folder with model.onnx and tokenizer.json.")
    private String model = "";

    @Option(names = "--bits", defaultValue = "8", paramLabel = "N", description = "Bits of a weight: 8 or 4.")
    private int bits;

    @Option(
            names = "--block",
            defaultValue = "32",
            paramLabel = "N",
            description = "Weights that have a scale together: 16 to 256.")
    private int block;

    @Option(
            names = "--text",
            required = true,
            paramLabel = "DATA",
            description = "Texts to measure with: a file, a folder, a glob, or data:NAME/SPLIT.")
    private String text = "";

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to write.")
    private String to = "";

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Problems problems = new Problems();
            List<Map<String, Object>> steps = List.of(
                    Map.of("read-texts", Map.of("from", text)),
                    Map.of("quantize", Map.of("model", model, "bits", bits, "block", block, "to", to)));
            Plan plan = RunCommand.plan(host, WrittenConfig.pipeline(steps, "quantize", problems), problems);
            new Output(spec.commandLine().getOut()).print(RunCommand.run(host, plan, data));
            return 0;
        }
    }
}
