package dev.figment.cli;

import picocli.CommandLine;

/** Starts the {@code figment} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        NativeLibraries.locate();
        System.exit(commandLine().execute(args));
    }

    /** The command with its error handling. */
    static CommandLine commandLine() {
        return commandLine(Folders.ofProcess());
    }

    /** The command for an installation that is somewhere else. */
    static CommandLine commandLine(Folders folders) {
        return new CommandLine(new Figment(folders))
                .setExecutionStrategy(Failures::execute)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new UsageProblems())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }
}
