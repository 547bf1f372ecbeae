package dev.figment.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution as a process of its own, as the launcher starts it, in a working folder. */
final class Launched {
    private final Path work;
    private final Path home;
    private final List<String> before = new ArrayList<>();

    Launched(Path work, Path home) {
        this.work = work;
        this.home = home;
    }

    /** Puts something in front of the command: a shell that sets a limit, for instance. */
    Launched behind(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** {@code figment ARGUMENTS}, not started yet. */
    ProcessBuilder process(String... arguments) {
        String distribution = System.getProperty("figment.dist");
        assumeThat(distribution)
                .as("the property figment.dist names the distribution")
                .isNotNull();
        List<String> command = new ArrayList<>(before);
        command.addAll(JavaCommand.quiet());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                Path.of(distribution, "lib") + "/*",
                "-Dfigment.dist=" + distribution,
                "-Dfigment.root=" + work,
                "dev.figment.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().put("FIGMENT_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** Runs it to its end. */
    Installation.Result run(String... arguments) throws IOException, InterruptedException {
        return finish(process(arguments));
    }

    /** Runs a process to its end; its output goes through files, so that it never waits for a reader. */
    static Installation.Result finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("figment", ".out");
        Path err = Files.createTempFile("figment", ".err");
        try {
            if (builder.redirectOutput() == ProcessBuilder.Redirect.PIPE) {
                builder.redirectOutput(out.toFile());
            }
            return end(builder.redirectError(err.toFile()).start(), out, err);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Installation.Result end(Process process, Path out, Path err)
            throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not end");
        }
        return new Installation.Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
