package dev.figment.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The option of commands that may download something. */
final class OfflineOption {
    private static final String NAME = "--offline";

    @Option(names = NAME, description = "Download nothing: open no socket. FIGMENT_OFFLINE=1 says the same.")
    boolean offline;

    /** Whether a command was called with it. */
    static boolean isAsked(CommandSpec command) {
        ParseResult parsed = command.root().commandLine().getParseResult();
        while (parsed != null) {
            if (parsed.hasMatchedOption(NAME)) {
                return true;
            }
            parsed = parsed.subcommand();
        }
        return false;
    }
}
