package dev.figment.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged. */
final class Verbosity {
    private Verbosity() {}

    /** Shows the log from DEBUG on. */
    static void raise() {
        if (LoggerFactory.getLogger("dev.figment") instanceof Logger logger) {
            logger.setLevel(Level.DEBUG);
        }
    }
}
