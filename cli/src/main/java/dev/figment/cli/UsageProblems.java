package dev.figment.cli;

import dev.figment.api.error.Problem;
import java.io.PrintWriter;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that is no command: on stderr, with the nearest match where there is one. */
final class UsageProblems implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            err.println("error: " + unmatched(command, unmatched.getUnmatched().get(0)));
        } else {
            err.println("error: " + failure.getMessage());
            command.usage(err);
        }
        err.flush();
        return Failures.INPUT_WRONG;
    }

    private static Problem unmatched(CommandLine command, String argument) {
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        String help = "'" + spec.qualifiedName() + " --help' says more";
        if (argument.startsWith("-")) {
            return unknown("option", argument, spec.optionsMap().keySet()).fix(help);
        }
        if (!spec.subcommands().isEmpty()) {
            return unknown("command", argument, spec.subcommands().keySet()).fix(help);
        }
        return Problem.of("unknown-argument", "", "'" + argument + "' is one argument too many")
                .fix(help);
    }

    private static Problem unknown(String what, String asked, Collection<String> options) {
        return Problem.of("unknown-" + what, "", "unknown " + what + " '" + asked + "'")
                .suggesting(asked, options);
    }
}
