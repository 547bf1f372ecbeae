package dev.figment.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code figment doctor}. */
@Command(
        name = "doctor",
        description = {
            "Checks this installation: Java, ONNX Runtime, CUDA, plugins, models, folders.",
            "Exits with 1 if something that is needed does not work."
        })
final class DoctorCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = Checkup.of(spec);
        boolean works = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAIL);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("works", works);
            report.put("findings", findings.stream().map(DoctorCommand::json).toList());
            new Output(out).printJson(report);
        } else {
            Table table = new Table();
            for (Finding finding : findings) {
                table.row(word(finding), finding.name(), finding.text());
                if (!finding.fix().isEmpty()) {
                    table.row("", "", "fix: " + finding.fix());
                }
            }
            table.print(out, 0);
        }
        return works ? 0 : Failures.RUN_FAILED;
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", finding.name());
        json.put("level", word(finding));
        json.put("text", finding.text());
        json.put("fix", finding.fix());
        return json;
    }
}
