package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes words on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    static final int RUN_FAILED = 1;
    static final int INPUT_WRONG = 2;

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        Throwable failure = exception instanceof ExecutionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : exception;
        PrintWriter err = command.getErr();
        boolean verbose = Figment.isVerbose(command.getCommandSpec());
        if (failure instanceof FigmentException known) {
            known.problems().forEach(problem -> err.println("error: " + problem));
        } else if (failure instanceof OutOfMemoryError) {
            err.println("error: Java's memory is used up: it may take "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; use smaller batches, or give it more: FIGMENT_JAVA_OPTS=-Xmx8g");
        } else {
            err.println("error: something unforeseen happened: " + failure
                    + (verbose ? "" : "; run the command again with --verbose to see where"));
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return failure instanceof FigmentException known && known.fault() == Fault.USER ? INPUT_WRONG : RUN_FAILED;
    }

    /** Runs a command; an error of the JVM (no memory, a class that is missing) is handled as an exception is. */
    static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }
}
