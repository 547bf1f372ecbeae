package dev.figment.cli;

import picocli.CommandLine;

/** Starts the {@code figment} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with its error handling. */
    static CommandLine commandLine() {
        return new CommandLine(new Figment())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }
}
