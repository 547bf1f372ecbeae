package dev.figment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs the tests, with the options that the launcher gives it so that it prints no warnings. */
final class JavaCommand {
    private JavaCommand() {}

    /** {@code java OPTION…}, to be followed by a class path and a class. */
    static List<String> quiet() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }
}
