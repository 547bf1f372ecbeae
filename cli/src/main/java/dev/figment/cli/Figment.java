package dev.figment.cli;

import dev.figment.core.embed.Folders;
import dev.figment.core.plugin.FigmentVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands. */
@Command(
        name = "figment",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Figment.Version.class,
        description = "Runs, trains and extends generative models.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run failed",
            "2:the input is wrong",
            "130:ended by Ctrl-C",
            "143:ended by SIGTERM"
        })
final class Figment implements Runnable {
    private final Folders folders;
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    Figment(Folders folders) {
        this.folders = folders;
    }

    /** Where the installation that any of the commands works with keeps its things. */
    static Folders folders(CommandLine.Model.CommandSpec command) {
        return ((Figment) command.root().userObject()).folders;
    }

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces and what goes on inside.")
    void verbose(boolean on) {
        if (on) {
            verbose = true;
            Verbosity.raise();
        }
    }

    /** Whether stack traces are to be shown. */
    static boolean isVerbose(CommandLine.Model.CommandSpec command) {
        return ((Figment) command.root().userObject()).verbose;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"figment " + FigmentVersion.current()};
        }
    }
}
