package dev.figment.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Whether {@code --verbose} was given. */
final class Verbosity {
    private static boolean raised;

    private Verbosity() {}

    /** Shows stack traces, and the log from DEBUG on. */
    static void raise() {
        raised = true;
        if (LoggerFactory.getLogger("dev.figment") instanceof Logger logger) {
            logger.setLevel(Level.DEBUG);
        }
    }

    static boolean isRaised() {
        return raised;
    }
}
