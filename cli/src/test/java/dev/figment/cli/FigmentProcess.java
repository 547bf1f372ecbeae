package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code figment ARGUMENTS} of the distribution, as a process of its own; what it says on stderr can be read as it comes. */
final class FigmentProcess implements AutoCloseable {
    private static final long LONGEST_MINUTES = 3;

    private final Process process;
    private final BufferedReader err;
    private final Path out;
    private final StringBuilder said = new StringBuilder();
    private boolean drained;

    private FigmentProcess(Process process, Path out) {
        this.process = process;
        this.err = process.errorReader(StandardCharsets.UTF_8);
        this.out = out;
    }

    /** Starts it in a working folder. */
    static FigmentProcess start(Path folder, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        return new FigmentProcess(
                builder(folder, command(folder, arguments))
                        .redirectOutput(out.toFile())
                        .start(),
                out);
    }

    /** Starts it on a terminal, which the command {@code script} of util-linux makes. All that it says is in one place. */
    static FigmentProcess startOnTerminal(Path folder, String... arguments) throws IOException {
        assumeThat(Path.of("/usr/bin/script"))
                .as("the command 'script' of Linux")
                .isExecutable();
        String typed = command(folder, arguments).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "exec ", ""));
        Path out = Files.createTempFile(folder, "out", ".txt");
        List<String> toStderr = List.of("sh", "-c", "exec /usr/bin/script -qefc \"$1\" /dev/null >&2", "sh", typed);
        return new FigmentProcess(
                builder(folder, toStderr).redirectOutput(out.toFile()).start(), out);
    }

    private static ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("FIGMENT_HOME", folder.resolve("home").toString());
        return builder;
    }

    private static List<String> command(Path folder, String... arguments) {
        String distribution = System.getProperty("figment.dist");
        assumeThat(distribution)
                .as("the property figment.dist names the distribution")
                .isNotNull();
        List<String> command = JavaCommand.quiet();
        command.addAll(List.of(
                "-cp",
                distribution + File.separator + "lib" + File.separator + "*",
                "-Dfigment.dist=" + distribution,
                "-Dfigment.root=" + folder,
                "-Dfigment.threads=1",
                "-XX:+UseSerialGC",
                "dev.figment.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it to its end. */
    static FigmentProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (FigmentProcess figment = start(folder, arguments)) {
            figment.exitCode();
            return figment;
        }
    }

    /** Waits until it says a line with these words; false if it ended before. */
    boolean says(String words) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            if (line.contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** Sends a signal: {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Presses keys. */
    void types(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Nothing more is typed. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Ends it at once, as {@code kill -9} does, if it does not end by itself within this time. */
    void killAfter(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!drained) {
            err.lines().forEach(line -> said.append(line).append('\n'));
            drained = true;
        }
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** All that it has said on stderr. */
    String said() {
        return said.toString();
    }

    /** All that it has printed on stdout. */
    String printed() throws IOException {
        return Files.readString(out);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
