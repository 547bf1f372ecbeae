package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void printsAScriptThatKnowsTheCommands(String shell) {
        Installation.Result result = new Installation(folder).run("completion", shell);
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("complete -F _complete_figment", "ZSH_VERSION", "--data-dir", "explain", "evaluate");
    }

    @Test
    void bashCompletesCommandsAndOptionsWithIt() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/bin/bash")))
                .as("there is a bash to try it in")
                .isTrue();
        Path script = folder.resolve("figment-completion");
        Files.writeString(
                script, new Installation(folder).run("completion", "bash").out());
        assertThat(completed(script, "figment", "va")).isEqualTo("validate");
        assertThat(completed(script, "figment", "zoo", "ev")).isEqualTo("evaluate");
        assertThat(completed(script, "figment", "run", "--off")).isEqualTo("--offline");
    }

    private static String completed(Path script, String... words) throws IOException, InterruptedException {
        String program = "source '" + script + "'; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_figment; echo \"${COMPREPLY[*]}\"";
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", program)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void asksWhichShell() {
        Installation.Result result = new Installation(folder).run("completion");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("the shell is missing: bash or zsh", "Usage: figment completion");
    }
}
