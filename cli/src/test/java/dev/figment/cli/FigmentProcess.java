package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        String distribution = System.getProperty("figment.dist");
        assumeThat(distribution)
                .as("the property figment.dist names the distribution")
                .isNotNull();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                distribution + File.separator + "lib" + File.separator + "*",
                "-Dfigment.dist=" + distribution,
                "-Dfigment.root=" + folder,
                "-Dfigment.threads=1",
                "-XX:+UseSerialGC",
                "dev.figment.cli.Main"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile());
        builder.environment().put("FIGMENT_HOME", folder.resolve("home").toString());
        return new FigmentProcess(builder.start(), out);
    }

    /** Runs it to its end. */
    static FigmentProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (FigmentProcess figment = start(folder, arguments)) {
            figment.exitCode();
            return figment;
        }
    }

    /** Waits until it says a line that begins so; false if it ended before. */
    boolean says(String beginning) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(beginning)) {
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
