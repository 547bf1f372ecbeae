package dev.figment.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code figment completion bash} and {@code figment completion zsh}. */
@Command(
        name = "completion",
        synopsisSubcommandLabel = "(bash | zsh)",
        description = "Prints a script that lets a shell complete commands and options.",
        footerHeading = "%nIn the shell, or for good in ~/.bashrc or ~/.zshrc:%n",
        footer = {"  source <(figment completion bash)", "  source <(figment completion zsh)"})
final class CompletionCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "the shell is missing: bash or zsh");
    }

    @Command(name = "bash", description = "The script for bash.")
    void bash() {
        print();
    }

    @Command(name = "zsh", description = "The script for zsh.")
    void zsh() {
        print();
    }

    /** The same for both: where zsh reads it, it switches on what zsh needs. */
    private void print() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.println(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
    }
}
