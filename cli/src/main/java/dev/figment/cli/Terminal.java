package dev.figment.cli;

import java.io.Console;

/** Whether a person is looking. */
final class Terminal {
    private Terminal() {}

    /** Whether both stdin and stdout are a terminal. */
    static boolean isThere() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Since Java 22 there may be a console without a terminal, and a method to ask. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
