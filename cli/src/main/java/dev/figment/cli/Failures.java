package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes words on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    static final int RUN_FAILED = 1;
    static final int INPUT_WRONG = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof FigmentException known) {
            known.problems().forEach(problem -> err.println("error: " + problem));
        } else {
            err.println("error: something unforeseen happened: " + failure);
        }
        if (Verbosity.isRaised()) {
            failure.printStackTrace(err);
        } else if (!(failure instanceof FigmentException)) {
            err.println("Run the command again with --verbose to see where.");
        }
        err.flush();
        return failure instanceof FigmentException known && known.fault() == Fault.USER ? INPUT_WRONG : RUN_FAILED;
    }
}
