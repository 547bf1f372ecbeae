package dev.figment.cli.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.pf4j.Plugin;

/** A {@code plugin.class} that does, when it is started or stopped, what its resource {@code unruly.txt} says. */
public final class UnrulyLife extends Plugin {
    @Override
    public void start() {
        behave("start");
    }

    @Override
    public void stop() {
        behave("stop");
    }

    private static void behave(String when) {
        try (InputStream in = Objects.requireNonNull(UnrulyLife.class.getResourceAsStream("/unruly.txt"))) {
            switch (new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^" + when + ": ", "")) {
                case "hang" -> hang();
                case "exit" -> System.exit(77);
                case "error" -> throw new StackOverflowError("by hand");
                case "leak" -> leak();
                default -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leak() {
        Thread thread = new Thread(UnrulyLife::hang, "leak");
        thread.setDaemon(false);
        thread.start();
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
            Thread.interrupted();
        }
    }
}
