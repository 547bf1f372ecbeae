package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.embed.Folders;
import dev.figment.core.plugin.FigmentVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FigmentTest {
    @TempDir
    Path folder;

    private Installation.Result run(String... arguments) {
        return new Installation(folder).run(arguments);
    }

    static List<String> commands() {
        List<String> commands = new ArrayList<>();
        collect(Main.commandLine(Folders.ofProcess()), "", commands);
        return commands;
    }

    private static void collect(CommandLine command, String path, List<String> commands) {
        command.getSubcommands().forEach((name, child) -> {
            commands.add((path + " " + name).strip());
            collect(child, path + " " + name, commands);
        });
    }

    @Test
    void aloneShowsItsUsageAsAMistake() {
        Installation.Result result = run();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("a command is missing", "Usage: figment", "validate", "doctor");
    }

    @Test
    void printsItsVersion() {
        Installation.Result result = run("--version");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines("figment " + FigmentVersion.current());
    }

    @Test
    void hasTheCommandsOfTheGuide() {
        assertThat(commands())
                .contains("run", "train", "validate", "explain", "schema", "plugins", "zoo", "doctor", "completion")
                .contains("plugins list", "plugins doctor", "zoo list", "zoo show", "zoo evaluate", "help")
                .contains("tokenizer train", "tokenizer encode", "tokenizer decode");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--help");
        Installation.Result result = run(arguments.toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("Usage: figment " + command);
        assertThat(result.out().lines()).anyMatch(line -> line.matches("[A-Z].*[.:]"));
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void helpShowsTheHelpOfACommand() {
        assertThat(run("help", "run").out()).isEqualTo(run("run", "--help").out());
    }

    @ParameterizedTest
    @CsvSource({
        "vaildate a.yaml, unknown command 'vaildate', did you mean 'validate'?",
        "hlep, unknown command 'hlep', did you mean 'help'?",
        "plugins lst, unknown command 'lst', did you mean 'list'?",
        "zoo shwo x, unknown command 'shwo', did you mean 'show'?",
        "completion bahs, unknown command 'bahs', did you mean 'bash'?",
        "run --jsn a.yaml, unknown option '--jsn', did you mean '--json'?",
        "run a.yaml --ofline, unknown option '--ofline', did you mean '--offline'?",
        "run a.yaml b.yaml, 'b.yaml' is one argument too many, 'figment run --help'",
        "nothing-like-it, unknown command 'nothing-like-it', 'figment --help'",
        "run, Missing required parameter: 'CONFIG', Usage: figment run",
        "run a.yaml --set, parameter for option '--set', Usage: figment run",
        "help nosuch, Unknown subcommand 'nosuch', Usage: figment"
    })
    void refusesWhatIsNoCommandAndSuggestsOne(String line, String problem, String suggestion) {
        Installation.Result result = run(line.split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(problem, suggestion).doesNotContain("Exception");
    }
}
