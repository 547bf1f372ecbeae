package dev.figment.cli;

import dev.figment.core.embed.Folders;
import java.util.List;
import picocli.CommandLine;

/** Starts the {@code figment} command. */
public final class Main {
    private static final List<Class<?>> SUBCOMMANDS = List.of(
            RunCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            SchemaCommand.class,
            PluginsCommand.class,
            ZooCommand.class,
            ChatCommand.class,
            TokenizerCommand.class,
            QuantizeCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class);

    private Main() {}

    public static void main(String[] args) {
        Interruption.watch();
        NativeLibraries.locate();
        int exitCode = commandLine(Folders.ofProcess(), args).execute(args);
        System.exit(StandardOutput.checked(exitCode));
    }

    /** The command with all of its subcommands, and its error handling. */
    static CommandLine commandLine(Folders folders) {
        return commandLine(folders, new String[0]);
    }

    /** The command with what these arguments need of it. */
    static CommandLine commandLine(Folders folders, String[] arguments) {
        CommandLine root = new CommandLine(new Figment(folders));
        subcommands(arguments).forEach(root::addSubcommand);
        return root.setExecutionStrategy(Failures::execute)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new UsageProblems())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    /** Picocli takes its time to look at a class, so where one runs a pipeline, it is not shown the others. */
    private static List<Class<?>> subcommands(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(RunCommand.NAME) ? List.of(RunCommand.class) : SUBCOMMANDS;
    }
}
